#include "common/page.h"

namespace footfall {

Page Page::of(std::string_view text, const std::optional<std::string> &site)
{
    if (site)
        return {*site, text};
    const std::size_t slash = text.find('/');
    if (slash == text.npos || text.substr(0, slash).find('.') == text.npos)
        return {"default", text};
    return {text.substr(0, slash), text.substr(slash)};
}

}
