#include "server/stats/statsquestion.h"

#include "server/http/formvalue.h"

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr int maxLimit = 1'000;

Result<std::string> readSite(const QByteArray &query)
{
    const QByteArray site = formValue(query, "site_id").value_or(QByteArray());
    if (site.isEmpty())
        return invalid(u"Missing required parameter: site_id"_s);
    if (site.size() > 128)
        return invalid(u"site_id: at most 128 bytes"_s);
    if (site.contains('\0') || !site.isValidUtf8())
        return invalid(u"site_id: not valid UTF-8"_s);
    return site.toStdString();
}

Result<std::optional<QDate>> readDate(const QByteArray &query)
{
    const auto text = formValue(query, "date");
    if (!text)
        return std::nullopt;
    const QDate date = QDate::fromString(QString::fromUtf8(*text), u"yyyy-MM-dd"_s);
    if (text->size() != 10 || !date.isValid())
        return invalid(u"Invalid date format. Expected YYYY-MM-DD"_s);
    return date;
}

Result<int> readLimit(const QByteArray &query)
{
    const auto text = formValue(query, "limit");
    if (!text)
        return StatsQuestion().limit;
    bool ok = false;
    const int limit = text->toInt(&ok);
    if (!ok || limit < 1 || limit > maxLimit)
        return invalid(u"limit: a whole number from 1 to %1"_s.arg(maxLimit));
    return limit;
}

}

Result<StatsQuestion> StatsQuestion::read(const QByteArray &query)
{
    StatsQuestion question;
    return readSite(query)
        .and_then([&](std::string site) {
            question.siteId = std::move(site);
            return readDate(query);
        })
        .and_then([&](std::optional<QDate> day) {
            question.date = day;
            return readLimit(query);
        })
        .map([&](int paths) {
            question.limit = paths;
            return question;
        });
}

}
