#include "cli/import/importlines.h"

#include <QFileInfo>

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr std::size_t chunk = 256 << 10;

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

Result<std::optional<ImportLines::Line>> ImportLines::next()
{
    std::size_t searched = 0;
    bool tooLong = false;
    for (;;) {
        const std::size_t end = m_buffer.find('\n', m_from + searched);
        if (end != std::string::npos)
            return take(end - m_from, 1, tooLong);
        searched = m_buffer.size() - m_from;
        if (searched > lengthLimit) {
            tooLong = true;
            m_from = m_buffer.size();
            searched = 0;
        }
        const auto more = readMore();
        if (!more)
            return tl::unexpected(more.error());
        if (*more)
            continue;
        if (m_from == m_buffer.size() && !tooLong)
            return std::nullopt;
        return take(m_buffer.size() - m_from, 0, tooLong);
    }
}

ImportLines::Line ImportLines::take(std::size_t length, std::size_t ending, bool tooLong)
{
    std::string_view text = std::string_view(m_buffer).substr(m_from, length);
    m_from += length + ending;
    ++m_number;
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    if (tooLong || text.size() > lengthLimit)
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
    const int got = gzread(m_file.get(), m_buffer.data() + kept, chunk);
    m_buffer.resize(kept + static_cast<std::size_t>(std::max(got, 0)));
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
    m_atEnd = true;
    return false;
}

std::optional<double> ImportLines::fraction() const
{
    if (m_size <= 0)
        return std::nullopt;
    return std::min(1.0, static_cast<double>(gzoffset(m_file.get())) / static_cast<double>(m_size));
}

}
