#include "cli/import/clientaddress.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>

namespace footfall::cli {

namespace {

using Bytes = std::array<unsigned char, 16>; // IPv4 is kept mapped: ::ffff:a.b.c.d

constexpr unsigned char mappedPrefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool isMapped(const Bytes &address)
{
    return std::memcmp(address.data(), mappedPrefix, sizeof mappedPrefix) == 0;
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text)
{
    static constexpr std::string_view around = " \t\"";
    text.remove_prefix(std::min(text.find_first_not_of(around), text.size()));
    return text.substr(0, text.find_last_not_of(around) + 1);
}

// What stands before the port, without brackets.
std::string_view withoutPort(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        const std::string_view after = end == text.npos ? "?" : text.substr(end + 1);
        const bool isWhole = after.empty() || (after[0] == ':' && isDigits(after.substr(1)));
        return isWhole ? text.substr(1, end - 1) : std::string_view();
    }
    // Two colons are an IPv6 address, which has no port unless it stands in brackets.
    const std::size_t colon = text.find(':');
    if (colon != text.npos && colon == text.rfind(':') && isDigits(text.substr(colon + 1)))
        return text.substr(0, colon);
    return text;
}

std::optional<Bytes> parse(std::string_view text)
{
    text = withoutPort(text);
    text = text.substr(0, text.find('%')); // the interface of a link-local address
    char terminated[INET6_ADDRSTRLEN + 1] = {};
    if (text.empty() || text.size() >= sizeof terminated)
        return std::nullopt;
    text.copy(terminated, text.size());
    Bytes address {};
    std::memcpy(address.data(), mappedPrefix, sizeof mappedPrefix);
    if (inet_pton(AF_INET, terminated, address.data() + sizeof mappedPrefix) == 1
        || inet_pton(AF_INET6, terminated, address.data()) == 1)
        return address;
    return std::nullopt;
}

std::string textOf(const Bytes &address)
{
    char text[INET6_ADDRSTRLEN] = {};
    if (isMapped(address))
        inet_ntop(AF_INET, address.data() + sizeof mappedPrefix, text, sizeof text);
    else
        inet_ntop(AF_INET6, address.data(), text, sizeof text);
    return text;
}

// RFC 1918, 3927, 6598 and 4193: no client of the internet has such an address.
bool isPrivate(const Bytes &address)
{
    if (!isMapped(address)) {
        const bool isLoopback = std::all_of(address.begin(), address.end() - 1, [](auto byte) { return byte == 0; });
        return isLoopback || (address[0] & 0xfe) == 0xfc || (address[0] == 0xfe && (address[1] & 0xc0) == 0x80);
    }
    const unsigned a = address[12], b = address[13];
    return a == 0 || a == 10 || a == 127 || (a == 172 && (b & 0xf0) == 16) || (a == 192 && b == 168)
        || (a == 169 && b == 254) || (a == 100 && (b & 0xc0) == 64);
}

}

std::optional<std::string> canonicalAddress(std::string_view text)
{
    const auto address = parse(text);
    return address ? std::optional(textOf(*address)) : std::nullopt;
}

std::optional<int> portOf(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos || withoutPort(text).size() == text.size() || !isDigits(text.substr(colon + 1))
        || text.size() - colon > 6)
        return std::nullopt;
    return std::atoi(std::string(text.substr(colon + 1)).c_str());
}

std::string clientOf(std::initializer_list<std::string_view> lists)
{
    std::optional<Bytes> first;
    for (std::string_view list : lists) {
        while (!list.empty()) {
            const std::size_t comma = list.find(',');
            const auto address = parse(trimmed(list.substr(0, comma)));
            list.remove_prefix(comma == list.npos ? list.size() : comma + 1);
            if (address && !isPrivate(*address))
                return textOf(*address);
            if (!first)
                first = address;
        }
    }
    return first ? textOf(*first) : std::string();
}

std::optional<std::string> hostName(std::string_view text)
{
    if (auto address = canonicalAddress(text))
        return address;
    text = withoutPort(text);
    if (text.ends_with('.'))
        text.remove_suffix(1);
    // An underscore is no part of a host's name, but some have it; a catch-all server of nginx is "_".
    const auto isNamed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
            || c == '_' || (static_cast<unsigned char>(c) & 0x80);
    };
    const auto isLetter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    if (text.empty() || text.size() > 253 || text[0] == '-' || text[0] == '.'
        || !std::all_of(text.begin(), text.end(), isNamed) || std::none_of(text.begin(), text.end(), isLetter))
        return std::nullopt;
    std::string name(text);
    std::transform(
        name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    return name;
}

}
