#include "server/ingestwatch.h"

#include <QDebug>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::server {

namespace {

constexpr auto interval = 1s;
constexpr auto hurry = 300ms; // while nothing can be accepted for want of a list
constexpr auto firstAnswer = 2s;

DbResult<SiteList> readSites(Connection &connection)
{
    return connection.run("registered_sites").map([](const Rows &rows) {
        SiteList list;
        for (int row = 0; row < rows.count(); ++row) {
            SiteList::Origins origins;
            for (const QString &origin : rows.string(row, 1).split(u' ', Qt::SkipEmptyParts))
                origins.push_back(origin.toStdString());
            list.add(std::string(rows.text(row, 0)), std::move(origins));
        }
        return list;
    });
}

DbResult<VisitorSalts::ByDay> readSalts(Connection &connection)
{
    return connection.run("visitor_salts").map([](const Rows &rows) {
        VisitorSalts::ByDay salts;
        for (int row = 0; row < rows.count(); ++row) {
            const std::string_view hex = rows.text(row, 1); // 64 digits: the table sees to it
            const QByteArray bytes = QByteArray::fromHex({hex.data(), qsizetype(hex.size())});
            std::copy(bytes.begin(), bytes.end(), salts[std::int32_t(rows.number(row, 0))].begin());
        }
        return salts;
    });
}

DbResult<ImportCounts> readImport(Connection &connection, const std::string &import)
{
    return connection.run("import_counts", Params().add(pgbinary::uuid(import))).map([](const Rows &rows) {
        return ImportCounts {rows.number(0, 0), rows.number(0, 1), rows.number(0, 2)};
    });
}

}

IngestWatch::IngestWatch(
    const QString &databaseUrl, SiteRegistry &registry, VisitorSalts &salts, ImportQuestions &imports, Clock clock)
    : m_databaseUrl(databaseUrl)
    , m_registry(registry)
    , m_salts(salts)
    , m_imports(imports)
    , m_clock(std::move(clock))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
    const std::int32_t today = utcDay(m_clock());
    if (!m_salts.of(today))
        m_hasRead.get_future().wait_for(firstAnswer);
    if (!m_salts.of(today)) {
        if (const auto kept = m_salts.renew(m_clock()); !kept)
            qWarning().noquote() << kept.error().message;
    }
}

void IngestWatch::run(const std::stop_token &stop)
{
    Connection connection(m_databaseUrl, QString::fromLatin1(readOnlySession));
    for (bool isFirst = true; !stop.stop_requested(); isFirst = false) {
        const QString complaint = read(connection);
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning().noquote() << "sites and salts:" << complaint;
        m_complaint = complaint;
        if (isFirst)
            m_hasRead.set_value();
        const auto next = std::chrono::steady_clock::now() + (m_registry.refusal() ? hurry : interval);
        while (m_imports.wait(stop, next))
            answerQuestions(connection);
    }
}

QString IngestWatch::read(Connection &connection)
{
    QString complaint;
    const auto note = [&](const auto &outcome) {
        if (!outcome && complaint.isEmpty())
            complaint = outcome.error().message;
    };
    const auto opened = connection.isOpen() ? DbResult<void>() : connection.open();
    const auto sites = opened.and_then([&] { return readSites(connection); });
    const auto salts = opened.and_then([&] { return readSalts(connection); });
    note(sites);
    note(salts);
    if (sites)
        note(m_registry.replace(*sites));
    note(m_salts.renew(m_clock(), salts.value_or(VisitorSalts::ByDay())));
    return complaint;
}

void IngestWatch::answerQuestions(Connection &connection)
{
    for (ImportQuestions::Question &question : m_imports.take()) {
        const auto counts = connection.isOpen() ? readImport(connection, question.import)
                                                : tl::unexpected(DbError {{}, u"not connected"_s});
        question.answer(counts ? ImportQuestions::answerOf(question.import, *counts) : ImportQuestions::unavailable());
    }
}

}
