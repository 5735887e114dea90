#include "cli/import/importlines.h"

#include <QFileInfo>

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr std::size_t chunk = 256 << 10;

}

std::string_view withoutLineEnd(std::string_view line)
{
    static constexpr std::string_view nul("\0", 1);
    line.remove_prefix(std::min(line.find_first_not_of(nul), line.size()));
    return line.substr(0, line.find_last_not_of(std::string_view("\r\0", 2)) + 1);
}

std::string_view withoutByteOrderMark(std::string_view text)
{
    static constexpr std::string_view mark = "\xef\xbb\xbf";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

void ImportLines::Close::operator()(gzFile_s *file) const
{
    gzclose(file);
}

ImportLines::ImportLines(gzFile_s *file, qint64 size)
    : m_file(file)
    , m_size(size)
{
    gzbuffer(file, chunk);
}

Result<ImportLines> ImportLines::open(const QString &file)
{
    const QFileInfo info(file);
    if (info.isDir())
        return failed(u"it is a directory"_s);
    const int descriptor = file == u"-" ? dup(STDIN_FILENO) : ::open(qPrintable(file), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    gzFile_s *opened = gzdopen(descriptor, "rb");
    if (!opened) {
        close(descriptor);
        return failed(u"out of memory"_s);
    }
    return ImportLines(opened, info.isFile() ? info.size() : 0);
}

std::string_view ImportLines::head()
{
    if (m_number == 0 && m_buffer.empty())
        std::ignore = readMore(); // next() tries again, and says what failed
    return withoutByteOrderMark(std::string_view(m_buffer).substr(m_from));
}

Result<std::optional<ImportLines::Line>> ImportLines::next()
{
    std::size_t searched = 0;
    for (;;) {
        // They may be more than fits into memory.
        while (searched == 0 && m_from < m_buffer.size() && m_buffer[m_from] == '\0')
            ++m_from;
        const std::size_t end = m_buffer.find('\n', m_from + searched);
        if (end != std::string::npos)
            return take(end - m_from, 1);
        searched = m_buffer.size() - m_from;
        if (searched > lengthLimit) {
            m_isTooLong = true;
            m_from = m_buffer.size();
            searched = 0;
        }
        const auto more = readMore();
        if (!more)
            return tl::unexpected(more.error());
        if (*more)
            continue;
        if (m_isGrowing || (m_from == m_buffer.size() && !m_isTooLong))
            return std::nullopt;
        return take(m_buffer.size() - m_from, 0);
    }
}

ImportLines::Line ImportLines::take(std::size_t length, std::size_t ending)
{
    std::string_view text = std::string_view(m_buffer).substr(m_from, length);
    m_from += length + ending;
    if (++m_number == 1)
        text = withoutByteOrderMark(text);
    text = withoutLineEnd(text);
    if (std::exchange(m_isTooLong, false) || text.size() > lengthLimit)
        return {{}, m_number, true};
    return {text, m_number, false};
}

Result<bool> ImportLines::readMore()
{
    if (m_atEnd)
        return false;
    m_buffer.erase(0, m_from);
    m_from = 0;
    const std::size_t kept = m_buffer.size();
    m_buffer.resize(kept + chunk);
    errno = 0;
    if (m_isGrowing)
        gzclearerr(m_file.get()); // of the end that was reached before
    const int got = gzread(m_file.get(), m_buffer.data() + kept, chunk);
    m_buffer.resize(kept + static_cast<std::size_t>(std::max(got, 0)));
    if (m_number == 0 && m_buffer.starts_with("\xFF\xFE"))
        m_decoder.emplace(QStringDecoder::Utf16LE);
    if (m_decoder) {
        const QString text = m_decoder->decode(QByteArrayView(m_buffer.data() + kept, std::max(got, 0)));
        m_buffer.replace(kept, std::string::npos, text.toStdString());
    }
    if (got > 0)
        return true;

    int code = Z_OK;
    const char *message = gzerror(m_file.get(), &code);
    if (code == Z_ERRNO)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    if (code == Z_BUF_ERROR)
        return failed(u"the gzip file is cut short"_s);
    if (code != Z_OK && code != Z_STREAM_END)
        return failed(QString::fromLocal8Bit(message));
    m_atEnd = !m_isGrowing;
    return false;
}

std::optional<double> ImportLines::fraction() const
{
    if (m_size <= 0)
        return std::nullopt;
    return std::min(1.0, static_cast<double>(gzoffset(m_file.get())) / static_cast<double>(m_size));
}

}
