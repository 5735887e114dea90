#include "worker/database/saltrenewal.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace footfall::worker {

namespace {

constexpr std::int32_t daysAhead = 7;

std::string randomHex()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size())); // the kernel's, for keys too
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex().toStdString();
}

}

DbResult<void> renewSalts(Connection &connection, Timestamp now)
{
    const std::int32_t today = utcDay(now);
    std::vector<std::pair<std::int32_t, std::string>> salts;
    for (std::int32_t day = today; day <= today + daysAhead; ++day)
        salts.emplace_back(day, randomHex());
    return connection
        .run("renew_salts",
            Params()
                .add(pgbinary::Day {today - 1})
                .addArray(salts, [](const auto &salt) { return pgbinary::Day {salt.first}; })
                .addArray(salts, [](const auto &salt) { return std::string_view(salt.second); }))
        .map([](const Rows &) {});
}

}
