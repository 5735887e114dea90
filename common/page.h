#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace footfall {

// A page as the page-view endpoints name it: views into the text, or into `site`.
struct Page {
    std::string_view site;
    std::string_view path;

    // With a slash and a dot before it, `text` is site and path: example.com/page is /page of
    // example.com. Any other is a path of the site "default": page1, /home, altman.html. If
    // `site` is given, all of `text` is the path.
    static Page of(std::string_view text, const std::optional<std::string> &site);
};

}
