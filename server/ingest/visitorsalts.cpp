#include "server/ingest/visitorsalts.h"

#include "server/ingest/keptfile.h"

#include <QDate>
#include <QDebug>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr int saltsVersion = 1;
const QDate epoch(1970, 1, 1);

Result<VisitorSalts::ByDay> fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object["v"_L1].toInt() != saltsVersion || !object["salts"_L1].isArray())
        return failed(u"not salts of version %1"_s.arg(saltsVersion));
    VisitorSalts::ByDay salts;
    for (const QJsonValue &item : object["salts"_L1].toArray()) {
        const QDate day = QDate::fromString(item["day"_L1].toString(), Qt::ISODate);
        const QByteArray bytes = QByteArray::fromHex(item["salt"_L1].toString().toLatin1());
        VisitorSalts::Salt salt;
        if (!day.isValid() || std::size_t(bytes.size()) != salt.size())
            return failed(u"not salts of version %1"_s.arg(saltsVersion));
        std::copy(bytes.begin(), bytes.end(), salt.begin());
        salts.insert_or_assign(std::int32_t(epoch.daysTo(day)), salt);
    }
    return salts;
}

QByteArray toJson(const VisitorSalts::ByDay &salts)
{
    QJsonArray items;
    for (const auto &[day, salt] : salts) {
        const QByteArrayView bytes(salt.data(), qsizetype(salt.size()));
        items += QJsonObject {{u"day"_s, epoch.addDays(day).toString(Qt::ISODate)},
            {u"salt"_s, QString::fromLatin1(bytes.toByteArray().toHex())}};
    }
    return QJsonDocument(QJsonObject {{u"v"_s, saltsVersion}, {u"salts"_s, items}}).toJson(QJsonDocument::Compact) + '\n';
}

}

VisitorSalts::VisitorSalts(const QString &folder)
    : m_path(folder + u"/salts.json"_s)
{
    const auto json = readKept(m_path);
    if (json && !*json)
        return;
    const auto kept = json.and_then([](const auto &content) { return fromJson(*content); });
    if (!kept) {
        qWarning().noquote() << m_path + u": "_s + kept.error().message; // as if it were not there
        return;
    }
    m_salts = *kept;
    m_isKept = true;
}

std::optional<VisitorSalts::Salt> VisitorSalts::of(std::int32_t day) const
{
    const std::lock_guard lock(m_mutex);
    const auto salt = m_salts.find(day);
    return salt == m_salts.end() ? std::nullopt : std::optional(salt->second);
}

Result<void> VisitorSalts::renew(Timestamp now, const ByDay &shared)
{
    const std::lock_guard renewing(m_renewing);
    const std::int32_t today = utcDay(now);
    ByDay salts = m_salts;
    // Yesterday's stays for what came just before midnight, by any server's clock.
    salts.erase(salts.begin(), salts.lower_bound(today - 1));
    for (const auto &[day, salt] : shared) {
        if (day > today)
            salts.insert_or_assign(day, salt);
        else if (day == today)
            salts.try_emplace(day, salt);
    }
    for (std::int32_t day = today; day <= today + daysAhead; ++day) {
        if (const auto [salt, isNew] = salts.try_emplace(day); isNew)
            randombytes_buf(salt->second.data(), salt->second.size());
    }
    if (salts != m_salts) {
        const std::lock_guard lock(m_mutex);
        m_salts = std::move(salts);
        m_isKept = false;
    }
    if (m_isKept)
        return {};
    const auto written = writeKept(m_path, toJson(m_salts), KeptFor::OwnerAlone);
    m_isKept = written.has_value();
    return written;
}

}
