// The query string of GET /stats: what was meant, or an error that names the parameter.
#include "server/http/formvalue.h"
#include "server/stats/statsquestion.h"
#include "tests/fuzz/promise.h"

using namespace footfall;

namespace {

void checkComesBack(const QByteArray &value)
{
    const QByteArray encoded = value.toPercentEncoding();
    promise(formValue("x&a=" + encoded + "&a=other", "a") == value, "a value decodes to what it was");
    const QByteArray asForm = value.toPercentEncoding(" ").replace(' ', '+');
    promise(formValue("aa=1&a=" + asForm, "a") == value, "a value from a form decodes to what it was");
}

void checkQuestion(const QByteArray &query)
{
    const auto question = StatsQuestion::read(query);
    if (!question) {
        const QString &message = question.error().message;
        const bool isNamed
            = message.contains(u"site_id") || message.contains(u"date") || message.contains(u"limit");
        return promise(isNamed, "an error names the parameter");
    }
    const std::string &site = question->siteId;
    promise(!site.empty() && site.size() <= 128 && site.find('\0') == site.npos, "a site is within its limits");
    promise(QByteArray::fromStdString(site).isValidUtf8(), "a site is UTF-8");
    promise(question->limit >= 1 && question->limit <= 1'000, "limit is within its limits");
    const auto date = formValue(query, "date");
    promise(date.has_value() == question->date.has_value(), "a date that was asked for is the one that is answered");
    promise(!date || question->date->toString(Qt::ISODate).toUtf8() == *date, "a date is what it says");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    checkComesBack(input);
    checkQuestion(input);
    return 0;
}
