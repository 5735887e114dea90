#include "server/stats/parameters.h"

#include "server/http/formvalue.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace footfall::server {

bool Parameters::has(const char *name) const
{
    return !formValue(m_query, name).value_or(QByteArray()).isEmpty();
}

std::string Parameters::required(const char *name, qsizetype most)
{
    if (!has(name))
        refuse(u"Missing required parameter: %1"_s.arg(QLatin1StringView(name)));
    return text(name, most).value_or(std::string());
}

std::optional<std::string> Parameters::text(const char *name, qsizetype most)
{
    const auto value = formValue(m_query, name);
    if (!value)
        return std::nullopt;
    if (value->isEmpty())
        refuse(u"%1: at least one byte"_s.arg(QLatin1StringView(name)));
    else if (value->size() > most)
        refuse(u"%1: at most %2 bytes"_s.arg(QLatin1StringView(name)).arg(most));
    else if (value->contains('\0') || !value->isValidUtf8())
        refuse(u"%1: not valid UTF-8"_s.arg(QLatin1StringView(name)));
    return value->toStdString();
}

std::optional<QDate> Parameters::day(const char *name)
{
    const auto value = formValue(m_query, name);
    if (!value)
        return std::nullopt;
    const QDate date = QDate::fromString(QString::fromUtf8(*value), u"yyyy-MM-dd"_s);
    if (value->size() == 10 && date.isValid())
        return date;
    refuse(qstrcmp(name, "date") == 0 ? u"Invalid date format. Expected YYYY-MM-DD"_s
                                      : u"%1: expected a day as YYYY-MM-DD"_s.arg(QLatin1StringView(name)));
    return std::nullopt;
}

int Parameters::number(const char *name, int least, int most, int otherwise)
{
    const auto value = formValue(m_query, name);
    if (!value)
        return otherwise;
    bool ok = false;
    const int number = value->toInt(&ok);
    if (ok && number >= least && number <= most)
        return number;
    refuse(u"%1: a whole number from %2 to %3"_s.arg(QLatin1StringView(name)).arg(least).arg(most));
    return otherwise;
}

std::optional<std::size_t> Parameters::choice(const char *name, std::span<const std::string_view> choices)
{
    const auto value = formValue(m_query, name);
    if (!value)
        return std::nullopt;
    QStringList all;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (*value == QByteArrayView(choices[i]))
            return i;
        all += QString::fromLatin1(choices[i]);
    }
    refuse(u"%1: one of %2"_s.arg(QLatin1StringView(name), all.join(u", ")));
    return std::nullopt;
}

void Parameters::refuse(const QString &complaint)
{
    if (m_complaint.isEmpty())
        m_complaint = complaint;
}

}
