#include "dashboard/client/fields.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

Fields::Fields(const QJsonObject &object, const QString &where, QString &complaint)
    : m_object(object)
    , m_where(where)
    , m_complaint(complaint)
{
}

QString Fields::text(QLatin1StringView name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isString())
        complain(name, u"expected text"_s);
    return value.toString();
}

double Fields::number(QLatin1StringView name)
{
    const double number = m_object.value(name).toDouble(-1);
    if (number < 0)
        complain(name, u"expected a number of at least 0"_s);
    return number;
}

qint64 Fields::count(QLatin1StringView name)
{
    // toInteger() gives its default for 1.5, for 1e30 and for "7" alike.
    const qint64 number = m_object.value(name).toInteger(-1);
    if (number < 0)
        complain(name, u"expected a whole number of at least 0"_s);
    return number;
}

std::optional<qint64> Fields::countOrNull(QLatin1StringView name)
{
    if (isNull(name))
        return std::nullopt;
    return count(name);
}

std::optional<qint64> Fields::countIfAny(QLatin1StringView name)
{
    return has(name) ? countOrNull(name) : std::nullopt;
}

QDate Fields::day(QLatin1StringView name)
{
    const QDate day = QDate::fromString(m_object.value(name).toString(), u"yyyy-MM-dd"_s);
    if (!day.isValid())
        complain(name, u"expected a day as YYYY-MM-DD"_s);
    return day;
}

QDateTime Fields::time(QLatin1StringView name)
{
    const QDateTime time = QDateTime::fromString(m_object.value(name).toString(), Qt::ISODateWithMs);
    if (!time.isValid())
        complain(name, u"expected a time"_s);
    return time;
}

std::optional<QDateTime> Fields::timeOrNull(QLatin1StringView name)
{
    if (isNull(name))
        return std::nullopt;
    return time(name).toUTC();
}

Fields Fields::object(QLatin1StringView name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isObject())
        complain(name, u"expected an object"_s);
    return {value.toObject(), m_where + name + u'.', m_complaint};
}

QJsonArray Fields::list(QLatin1StringView name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isArray())
        complain(name, u"expected a list"_s);
    return value.toArray();
}

Fields Fields::at(QLatin1StringView name, const QJsonArray &array, qsizetype i)
{
    const QString where = m_where + name + u'[' + QString::number(i) + u']';
    if (!array[i].isObject() && m_complaint.isEmpty())
        m_complaint = where + u": expected an object"_s;
    return {array[i].toObject(), where + u'.', m_complaint};
}

void Fields::complain(QLatin1StringView name, const QString &rule)
{
    if (m_complaint.isEmpty())
        m_complaint = m_where + name + u": "_s + (m_object.contains(name) ? rule : u"missing"_s);
}

Result<QJsonObject> parseObject(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(u"not JSON (%1 at byte %2)"_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return invalid(u"not a JSON object"_s);
    return document.object();
}

}
