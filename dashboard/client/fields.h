#pragma once

#include "common/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace footfall::dashboard {

// Reads the fields of one JSON object and remembers the first that is wrong, so that a parser
// reads straight down and asks once at the end. What is wrong reads as 0, empty or nothing.
class Fields {
public:
    Fields(const QJsonObject &object, const QString &where, QString &complaint);

    bool has(QLatin1StringView name) const { return m_object.contains(name); }
    bool isNull(QLatin1StringView name) const { return m_object.value(name).isNull(); }

    QString text(QLatin1StringView name);
    double number(QLatin1StringView name); // of at least 0
    qint64 count(QLatin1StringView name);
    std::optional<qint64> countOrNull(QLatin1StringView name); // null: what no rollup knows
    std::optional<qint64> countIfAny(QLatin1StringView name); // what not every version says, too
    QDate day(QLatin1StringView name);
    QDateTime time(QLatin1StringView name); // with the offset that it has there
    std::optional<QDateTime> timeOrNull(QLatin1StringView name); // in UTC

    Fields object(QLatin1StringView name);

    // Each of a list of objects, as `read` makes it of its Fields.
    template <typename T, typename Read>
    QList<T> listOf(QLatin1StringView name, Read read)
    {
        const QJsonArray rows = list(name);
        QList<T> found;
        found.reserve(rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            Fields row = at(name, rows, i);
            found += read(row);
        }
        return found;
    }

private:
    QJsonArray list(QLatin1StringView name);
    Fields at(QLatin1StringView name, const QJsonArray &array, qsizetype i);
    void complain(QLatin1StringView name, const QString &rule);

    QJsonObject m_object;
    QString m_where;
    QString &m_complaint;
};

Result<QJsonObject> parseObject(const QByteArray &json);

// What `read` makes of the Fields of a JSON object; Invalid if `json` is none, or a field is wrong.
template <typename Read>
auto parseBy(const QByteArray &json, Read read) -> Result<decltype(read(std::declval<Fields &>()))>
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return tl::unexpected(object.error());
    QString complaint;
    Fields fields(*object, {}, complaint);
    auto value = read(fields);
    if (!complaint.isEmpty())
        return invalid(complaint);
    return value;
}

}
