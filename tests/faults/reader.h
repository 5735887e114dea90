#pragma once

#include <QByteArray>
#include <QUrl>

#include <functional>
#include <mutex>
#include <thread>

namespace footfall {

// Asks without pause, in a thread of its own, whatever fails meanwhile: each site's /stats of all time, which
// may only ever grow; and PostgreSQL, in one snapshot, whether its segments, its totals and its events say the
// same.
class Reader {
public:
    // `stats`: the URL of a path and query of the stats service, `databaseUrl` of the database.
    Reader(std::function<QUrl(const QString &)> stats, QString databaseUrl);
    ~Reader();

    // What it has seen that may not be; empty: nothing.
    QByteArray complaint() const;
    int answers() const; // of /stats
    int comparisons() const; // by PostgreSQL

private:
    void run(const std::stop_token &stop);
    void complain(const QByteArray &what);

    const std::function<QUrl(const QString &)> m_stats;
    const QString m_databaseUrl;
    mutable std::mutex m_mutex; // of all below
    QByteArray m_complaint;
    int m_answers = 0;
    int m_comparisons = 0;
    std::jthread m_thread;
};

}
