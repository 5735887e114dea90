#include "cli/import/importprogress.h"

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

ImportProgress::ImportProgress()
    : m_isTerminal(isatty(STDERR_FILENO) == 1)
{
    m_started.start();
    m_shown.start();
}

void ImportProgress::update(const QString &file, std::optional<double> fraction, qint64 sent)
{
    if (!m_shown.hasExpired(m_isTerminal ? 200 : 10'000))
        return;
    m_shown.restart();
    const double seconds = static_cast<double>(m_started.elapsed()) / 1000;
    QString text = file + u": "_s;
    if (fraction)
        text += u"%1 %, "_s.arg(*fraction * 100, 0, 'f', 0);
    text += u"%1 events sent, %2 a second"_s.arg(sent).arg(static_cast<double>(sent) / seconds, 0, 'f', 0);
    clear();
    std::fprintf(stderr, m_isTerminal ? "%s" : "%s\n", qPrintable(text));
    m_isDrawn = m_isTerminal;
}

void ImportProgress::report(const QString &line)
{
    clear();
    std::fprintf(stderr, "%s\n", qPrintable(line));
}

void ImportProgress::finish()
{
    clear();
}

void ImportProgress::clear()
{
    if (m_isDrawn)
        std::fputs("\r\033[K", stderr);
    m_isDrawn = false;
}

}
