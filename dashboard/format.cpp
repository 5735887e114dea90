#include "dashboard/format.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

bool isDisguise(QChar c)
{
    // Persian and Hindi words and many emoji need the joiners, which turn nothing around.
    constexpr QChar nonJoiner(0x200C);
    constexpr QChar joiner(0x200D);
    if (c == nonJoiner || c == joiner)
        return false;
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

}

QLocale readableLocale(const QLocale &system)
{
    return system.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : system;
}

QString exactNumber(qint64 number, const QLocale &locale)
{
    return locale.toString(number);
}

QString cardNumber(qint64 number, const QLocale &locale)
{
    constexpr qint64 exactUpTo = 9'999'999;
    if (number <= exactUpTo)
        return exactNumber(number, locale);
    // Cut, not rounded: 999,999,999 must not read as a billion.
    const auto cut = [&](double unit) {
        return locale.toString(std::floor(double(number) / unit * 100) / 100, 'f', 2);
    };
    if (number < 1'000'000'000)
        return Format::tr("%1 M").arg(cut(1e6));
    if (number < 1'000'000'000'000)
        return Format::tr("%1 bn").arg(cut(1e9));
    return Format::tr("%1 tn").arg(cut(1e12));
}

QString duration(double seconds, const QLocale &locale)
{
    if (seconds < 9.95)
        return Format::tr("%1 s").arg(locale.toString(std::max(seconds, 0.0), 'f', 1));
    const auto whole = qint64(std::min(seconds, 1e12));
    if (whole < 60)
        return Format::tr("%1 s").arg(whole);
    if (whole < 3600)
        return Format::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    if (whole < 86400)
        return Format::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    return Format::tr("%1 d %2 h").arg(exactNumber(whole / 86400, locale)).arg(whole % 86400 / 3600);
}

QString roughly(double seconds)
{
    return seconds < 59.5 ? Format::tr("%1 s").arg(qRound64(seconds))
                          : Format::tr("%1 min").arg(qRound64(seconds / 60));
}

QString percentage(double fraction, const QLocale &locale)
{
    const double percent = fraction * 100;
    if (percent > 0 && percent < 1)
        return Format::tr("<1%");
    return Format::tr("%1%").arg(locale.toString(percent, 'f', 0));
}

QString changePercent(double fraction, const QLocale &locale)
{
    const double percent = fraction * 100;
    return Format::tr("%1%").arg(locale.toString(percent, 'f', percent < 99.95 ? 1 : 0));
}

QString displayText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (isDisguise(c))
            shown += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0').toUpper();
        else
            shown += c;
    }
    return shown;
}

QString plainToolTip(const QString &text)
{
    constexpr qsizetype lineLength = 100;
    const QString shown = displayText(text);
    QStringList lines;
    for (qsizetype i = 0, next = 0; i < shown.size(); i = next) {
        next = std::min(i + lineLength, shown.size());
        next -= next < shown.size() && shown[next].isLowSurrogate(); // half a character is none
        lines += shown.mid(i, next - i).toHtmlEscaped();
    }
    return u"<div style='white-space:pre'>"_s + lines.join(u"<br>"_s) + u"</div>"_s;
}

}
