// The query strings of the stats service: what was meant, or an error that names the parameter.
#include "server/http/formvalue.h"
#include "server/stats/breakdownquestion.h"
#include "server/stats/filter.h"
#include "server/stats/reportquestion.h"
#include "server/stats/statsquestion.h"
#include "server/stats/timeseriesquestion.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

using namespace footfall;
using namespace footfall::server;

namespace {

void checkComesBack(const QByteArray &value)
{
    const QByteArray encoded = value.toPercentEncoding();
    promise(formValue("x&a=" + encoded + "&a=other", "a") == value, "a value decodes to what it was");
    const QByteArray asForm = value.toPercentEncoding(" ").replace(' ', '+');
    promise(formValue("aa=1&a=" + asForm, "a") == value, "a value from a form decodes to what it was");
}

const Timestamp someNow = 1'763'200'800 * microsPerSecond; // 2025-11-15T10:00:00Z

// "path: ...", "Missing required parameter: path", or that of the date, which has been so from the start.
void checkComplaint(const QString &message)
{
    static const QStringList names = QString::fromLatin1("site_id date from to period tz compare limit offset search interval "
        "dimension page now order take path event_type referrer source utm_source utm_medium utm_campaign utm_term utm_content browser os device country").split(u' ');
    const QString named = message.startsWith(u"Missing required parameter: ") ? message.mid(28) : message.section(u':', 0, 0);
    promise(names.contains(named) || message == u"Invalid date format. Expected YYYY-MM-DD", "an error names the parameter");
}

void checkRange(const RangeQuestion &range, const QByteArray &query)
{
    const std::string &site = range.siteId;
    promise(!site.empty() && site.size() <= 128 && site.find('\0') == site.npos, "a site is within its limits");
    promise(QByteArray::fromStdString(site).isValidUtf8(), "a site is UTF-8");
    const auto date = formValue(query, "date");
    promise(date.has_value() == range.date.has_value(), "a date that was asked for is the one that is answered");
    promise(!date || range.date->toString(Qt::ISODate).toUtf8() == *date, "a date is what it says");
    if (!range.days)
        return;
    promise(range.days->first <= range.days->last, "days are in order");
    const Timestamp begin = range.zone.startOf(range.days->first);
    const Timestamp end = range.zone.startOf(range.days->last.addDays(1));
    promise(begin <= end && begin % microsPerSlot == 0 && end % microsPerSlot == 0, "days are made of slots");
}

template <typename Question>
std::optional<Question> read(const QByteArray &query)
{
    auto question = Question::read(query, someNow);
    if (!question) {
        checkComplaint(question.error().message);
        return std::nullopt;
    }
    return *question;
}

void checkQuestions(const QByteArray &query)
{
    if (const auto question = read<StatsQuestion>(query)) {
        checkRange(question->range, query);
        promise(question->limit >= 1 && question->limit <= 1'000, "limit is within its limits");
        promise(!question->previous || question->previous->first <= question->previous->last, "previous days are in order");
    }
    if (const auto question = read<TimeseriesQuestion>(query)) {
        checkRange(question->range, query);
        if (const auto &days = question->range.days) {
            const auto buckets = Buckets::of(question->range.zone, *days, question->interval.value_or(Interval::Month));
            promise(!buckets || buckets->starts.size() <= Buckets::most, "points are within their limit");
            promise(!buckets || std::is_sorted(buckets->bounds.begin(), buckets->bounds.end()), "points are in order");
        }
    }
    if (const auto question = read<BreakdownQuestion>(query)) {
        checkRange(question->range, query);
        promise(question->dimension.starts_with("prop:") || isDimension(question->dimension), "a dimension is one");
        promise(question->part.limit >= 1 && question->part.limit <= 1'000 && question->part.offset >= 0, "a part is within its limits");
    }
    if (const auto question = read<ReportQuestion>(query))
        promise(question->hour % microsPerSlot == 0 && !question->path.empty(), "a report is of a page's hours");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    checkComesBack(input);
    checkQuestions(input);
    return 0;
}
