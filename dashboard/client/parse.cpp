#include "dashboard/client/parse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// Reads the fields of one object and remembers the first that is wrong, so that a parser
// reads straight down and asks once at the end.
class Fields {
public:
    Fields(const QJsonObject &object, QString where, QString &complaint)
        : m_object(object)
        , m_where(std::move(where))
        , m_complaint(complaint)
    {
    }

    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString())
            complain(name, u"expected text"_s);
        return value.toString();
    }

    qint64 count(QLatin1StringView name)
    {
        // toInteger() gives its default for 1.5, for 1e30 and for "7" alike.
        const qint64 number = m_object.value(name).toInteger(-1);
        if (number < 0)
            complain(name, u"expected a whole number of at least 0"_s);
        return number;
    }

    double seconds(QLatin1StringView name)
    {
        const double number = m_object.value(name).toDouble(-1);
        if (number < 0)
            complain(name, u"expected a number of at least 0"_s);
        return number;
    }

    // A day or null.
    std::optional<QDate> day(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isNull())
            return std::nullopt;
        const QDate date = QDate::fromString(value.toString(), u"yyyy-MM-dd"_s);
        if (!date.isValid())
            complain(name, u"expected a day as YYYY-MM-DD, or null"_s);
        return date;
    }

    // A time or null.
    std::optional<QDateTime> time(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isNull())
            return std::nullopt;
        const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
        if (!time.isValid())
            complain(name, u"expected a time, or null"_s);
        return time.toUTC();
    }

    QJsonArray list(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isArray())
            complain(name, u"expected a list"_s);
        return value.toArray();
    }

    // The i-th of a list of objects.
    Fields at(QLatin1StringView name, const QJsonArray &array, qsizetype i)
    {
        const QString where = m_where + name + u'[' + QString::number(i) + u']';
        if (!array[i].isObject() && m_complaint.isEmpty())
            m_complaint = where + u": expected an object"_s;
        return {array[i].toObject(), where + u'.', m_complaint};
    }

private:
    void complain(QLatin1StringView name, const QString &rule)
    {
        if (m_complaint.isEmpty())
            m_complaint = m_where + name + u": "_s + (m_object.contains(name) ? rule : u"missing"_s);
    }

    QJsonObject m_object;
    QString m_where;
    QString &m_complaint;
};

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

template <typename T>
Result<T> unlessWrong(T value, const QString &complaint)
{
    if (!complaint.isEmpty())
        return invalid(complaint);
    return value;
}

}

Result<Stats> parseStats(const QByteArray &json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return tl::unexpected(object.error());
    QString complaint;
    Fields fields(*object, {}, complaint);
    Stats stats;
    stats.site = fields.text("site_id"_L1);
    stats.day = fields.day("date"_L1);
    stats.views = fields.count("total_views"_L1);
    stats.users = fields.count("unique_users"_L1);
    stats.events = fields.count("total_events"_L1);
    const QJsonArray paths = fields.list("top_paths"_L1);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        Fields row = fields.at("top_paths"_L1, paths, i);
        const QString path = row.text("path"_L1);
        stats.topPaths += PathViews {path, row.count("views"_L1)};
    }
    return unlessWrong(stats, complaint);
}

Result<QList<Site>> parseSites(const QByteArray &json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return tl::unexpected(object.error());
    QString complaint;
    Fields fields(*object, {}, complaint);
    const QJsonArray rows = fields.list("sites"_L1);
    QList<Site> sites;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        Fields row = fields.at("sites"_L1, rows, i);
        Site site;
        site.id = row.text("site_id"_L1);
        site.lastEventAt = row.time("last_event_at"_L1);
        site.viewsToday = row.count("views_today"_L1);
        site.usersToday = row.count("unique_users_today"_L1);
        sites += site;
    }
    return unlessWrong(sites, complaint);
}

Result<Queue> parseQueue(const QByteArray &json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return tl::unexpected(object.error());
    QString complaint;
    Fields fields(*object, {}, complaint);
    Queue queue;
    queue.waiting = fields.count("queue_size"_L1);
    queue.oldestSeconds = fields.seconds("oldest_seconds"_L1);
    return unlessWrong(queue, complaint);
}

QString parseErrorMessage(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    return object.value("message"_L1).toString(object.value("reason"_L1).toString());
}

}
