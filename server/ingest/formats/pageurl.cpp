#include "server/ingest/formats/pageurl.h"

#include <algorithm>

namespace footfall::server {

namespace {

// RFC 3986, 3.1.
bool isScheme(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && isLetter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

// What stands before `mark`; the text keeps what is behind it.
std::string_view takeUntil(std::string_view &text, std::size_t mark)
{
    const std::string_view taken = text.substr(0, mark);
    text.remove_prefix(std::min(taken.size() + 1, text.size()));
    return taken;
}

std::optional<std::string_view> hostIn(std::string_view authority)
{
    if (const std::size_t user = authority.rfind('@'); user != authority.npos)
        authority.remove_prefix(user + 1);
    if (authority.starts_with('[')) { // [2001:db8::1]:8080
        const std::size_t end = authority.find(']');
        return end == authority.npos ? std::nullopt : std::optional(authority.substr(0, end + 1));
    }
    const std::string_view host = authority.substr(0, authority.find(':'));
    const bool isBad = std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '[' || c == ']'; });
    return isBad ? std::nullopt : std::optional(host);
}

}

std::optional<PageUrl> PageUrl::parse(std::string_view url)
{
    PageUrl parts;
    if (!url.starts_with('/')) {
        const std::size_t colon = url.find("://");
        if (colon == url.npos || !isScheme(url.substr(0, colon)))
            return std::nullopt;
        url.remove_prefix(colon + 3);
        const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
        const auto host = hostIn(authority);
        if (!host)
            return std::nullopt;
        parts.host = *host;
        url.remove_prefix(authority.size());
    }
    std::string_view rest = takeUntil(url, url.find('#'));
    parts.fragment = url;
    parts.path = takeUntil(rest, rest.find('?'));
    parts.query = rest;
    if (parts.path.empty())
        parts.path = "/";
    return parts;
}

void setPage(EventDraft &draft, std::string_view name, std::string_view page, std::string &room)
{
    draft.path.name = draft.query.name = name;
    if (page.empty())
        return;
    if (!page.starts_with('/') && page.find("://") == page.npos) {
        room.assign(1, '/').append(page);
        page = room;
    }
    const auto url = PageUrl::parse(page);
    if (!url)
        return draft.path.refuse("not a URL");
    draft.path.set(url->path);
    draft.query.setUnlessEmpty(url->query);
}

void setReferrer(EventDraft &draft, std::string_view url)
{
    if (!url.starts_with('/'))
        draft.referrer.setUnlessEmpty(url);
}

}
