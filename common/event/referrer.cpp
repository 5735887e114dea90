#include "common/event/referrer.h"

#include "common/event/pagepath.h"

#include <algorithm>

namespace footfall {

namespace {

constexpr std::size_t maxHost = 255;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool isLetterOrDigit(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

// The parts of a referrer that are kept, as sent.
struct Parts {
    std::string_view scheme; // "https://"; empty: it has none
    std::string_view host; // and port
    std::string_view path; // from its slash on

    explicit Parts(std::string_view referrer)
    {
        const std::size_t colon = referrer.find("://");
        const std::string_view name = referrer.substr(0, colon == referrer.npos ? 0 : colon);
        if (!name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return isLetterOrDigit(c) || c == '+' || c == '.' || c == '-'; }))
            scheme = referrer.substr(0, colon + 3);
        referrer.remove_prefix(scheme.size());
        referrer = referrer.substr(0, referrer.find_first_of("?#"));
        if (scheme.empty() && referrer.starts_with("//"))
            referrer.remove_prefix(2);
        const std::size_t slash = std::min(referrer.find('/'), referrer.size());
        host = referrer.substr(0, slash);
        path = referrer.substr(slash);
        if (const std::size_t user = host.rfind('@'); user != host.npos)
            host.remove_prefix(user + 1);
        while (host.ends_with(':')) // a port that is left out
            host.remove_suffix(1);
    }

    std::string_view port() const // ":8080"
    {
        const std::size_t bracket = host.rfind(']'); // [2001:db8::1]:8080
        return host.substr(std::min(host.find(':', bracket == host.npos ? 0 : bracket), host.size()));
    }
    std::string_view hostAlone() const { return host.substr(0, host.size() - port().size()); }

    // Whether a text without a scheme begins with the name of a host.
    bool isNamed() const
    {
        const std::string_view name = hostAlone();
        return name.find('.') != name.npos && name.front() != '.'
            && std::all_of(name.begin(), name.end(), [](char c) { return isLetterOrDigit(c) || c == '.' || c == '-'; });
    }
};

}

std::string plainHost(std::string_view host)
{
    std::string plain = lowered(host);
    while (plain.ends_with('.')) // the root of all names
        plain.pop_back();
    if (plain.starts_with("www."))
        plain.erase(0, 4);
    return plain;
}

std::string hostOf(std::string_view referrer)
{
    const Parts parts(referrer);
    if (parts.host.size() > maxHost || (parts.scheme.empty() && !parts.isNamed()))
        return {};
    return plainHost(parts.hostAlone());
}

std::string normalizedReferrer(std::string_view referrer)
{
    const Parts parts(referrer);
    if (parts.hostAlone().empty() || (!parts.scheme.empty() && parts.host.size() > maxHost))
        return {};
    const std::string scheme = lowered(parts.scheme), path = normalizedPath(parts.path);
    const bool isDefaultPort = (scheme == "http://" && parts.port() == ":80") || (scheme == "https://" && parts.port() == ":443");
    const std::string_view host = isDefaultPort ? parts.hostAlone() : parts.host;
    if (scheme.empty())
        return (parts.isNamed() ? lowered(host) : std::string(host)) + path;
    return scheme + lowered(host) + (path.empty() ? "/" : path);
}

}
