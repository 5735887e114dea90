#include "common/event/pagepath.h"

#include <algorithm>
#include <iterator>

namespace footfall {

namespace {

int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char upper = char(c & ~0x20);
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

// The byte that "%XX" at the start of `text` stands for; -1: there is none.
int encodedByte(std::string_view text)
{
    if (text.size() < 3 || text[0] != '%' || digit(text[1]) < 0 || digit(text[2]) < 0)
        return -1;
    return digit(text[1]) * 16 + digit(text[2]);
}

bool isUnreserved(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
        || std::string_view("-._~").find(char(byte)) != std::string_view::npos;
}

// Signs that a URL may not have and that say nothing about its parts.
bool isHarmless(int byte)
{
    return std::string_view(" \"<>\\^`{|}").find(char(byte)) != std::string_view::npos;
}

// Of what RFC 3987 lets stand unencoded (ucschar), all but spaces and what cannot be seen.
bool isUcschar(char32_t c)
{
    constexpr struct {
        char32_t first, last;
    } invisible[] = {{0xA0, 0xA0}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x1680, 0x1680}, {0x2000, 0x200B}, {0x200E, 0x200F},
        {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF}};
    const bool isAllowed = (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF)
        || (c >= 0x10000 && c <= 0xEFFFF && (c & 0xFFFF) <= 0xFFFD);
    return isAllowed && std::none_of(std::begin(invisible), std::end(invisible), [c](const auto &range) {
        return c >= range.first && c <= range.last;
    });
}

// The character of several encoded bytes at the start of `text`, as UTF-8; empty: there is none, or none
// to decode.
std::string encodedCharacter(std::string_view text)
{
    const int lead = encodedByte(text);
    const int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return {};
    std::string bytes(1, char(lead));
    char32_t c = char32_t(lead) & (0x7Fu >> size);
    for (int i = 1; i < size; ++i) {
        const int next = text.size() > std::size_t(3 * i) ? encodedByte(text.substr(std::size_t(3 * i))) : -1;
        if (next < 0x80 || next > 0xBF)
            return {};
        bytes += char(next);
        c = c << 6 | char32_t(next & 0x3F);
    }
    constexpr char32_t least[] = {0x80, 0x800, 0x10000};
    return c >= least[size - 2] && isUcschar(c) ? bytes : std::string();
}

// Whether a hexadecimal digit after `out` would make an encoding of a "%" that is none.
bool endsWithStrayPercent(std::string_view out)
{
    const std::size_t size = out.size();
    return (size > 0 && out[size - 1] == '%') || (size > 1 && out[size - 2] == '%' && digit(out[size - 1]) >= 0);
}

template <typename IsDecoded>
std::string decoded(std::string_view path, IsDecoded isDecoded)
{
    std::string out;
    out.reserve(path.size());
    while (!path.empty()) {
        const int byte = encodedByte(path);
        if (byte < 0) {
            const std::size_t end = std::min(path.find('%', 1), path.size());
            out += path.substr(0, end);
            path.remove_prefix(end);
        } else if (const std::string character = encodedCharacter(path); !character.empty()) {
            out += character;
            path.remove_prefix(3 * character.size());
        } else {
            if (isDecoded(byte) && !(digit(char(byte)) >= 0 && endsWithStrayPercent(out))) {
                out += char(byte);
            } else {
                out += '%';
                out += "0123456789ABCDEF"[byte / 16];
                out += "0123456789ABCDEF"[byte % 16];
            }
            path.remove_prefix(3);
        }
    }
    return out;
}

}

std::string normalizedPath(std::string_view path)
{
    return decoded(path, isUnreserved);
}

std::string readablePath(std::string_view path)
{
    return decoded(path, [](int byte) { return isUnreserved(byte) || isHarmless(byte); });
}

void dropTrailingSlash(std::string &path)
{
    const std::size_t end = std::min(path.find_first_of("?#"), path.size());
    std::size_t kept = end;
    while (kept > 1 && path[kept - 1] == '/')
        --kept;
    path.erase(kept, end - kept);
}

}
