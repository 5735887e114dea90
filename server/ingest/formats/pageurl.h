#pragma once

#include <optional>
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

}
