#pragma once

#include <QElapsedTimer>
#include <QString>

#include <optional>

namespace footfall::cli {

// The importer's voice on stderr. On a terminal the progress is one line that is drawn again
// and again; elsewhere it is a line every ten seconds.
class ImportProgress {
public:
    ImportProgress();

    // Cheap enough for every line of a file.
    void update(const QString &file, std::optional<double> fraction, qint64 sent);
    void report(const QString &line); // what the user should know, on a line of its own
    void finish(); // leaves no half-drawn line behind

private:
    void clear();

    const bool m_isTerminal;
    QElapsedTimer m_started;
    QElapsedTimer m_shown;
    bool m_isDrawn = false;
};

}
