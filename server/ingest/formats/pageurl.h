#pragma once

#include "common/event/draft.h"

#include <optional>
#include <string>
#include <string_view>

namespace footfall::server {

// A page's URL in its parts, as it was written: views into it.
struct PageUrl {
    std::string_view host; // without port and user; empty: it has none
    std::string_view path; // "/" if it has none
    std::string_view query; // behind the '?'
    std::string_view fragment; // behind the '#'

    // A URL with a scheme, or a path with what is behind it. nullopt: neither.
    static std::optional<PageUrl> parse(std::string_view url);
};

// Fills path and query of a draft from what a client calls its page: a URL or a path, also one
// without its first slash, which `room` then holds. `name`: the client's word for it.
void setPage(EventDraft &draft, std::string_view name, std::string_view page, std::string &room);

// The page that led here. A path alone is of the same site, and no referrer.
void setReferrer(EventDraft &draft, std::string_view url);

}
