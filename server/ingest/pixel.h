#pragma once

#include "common/event/draft.h"
#include "server/http/answer.h"
#include "server/http/request.h"

#include <array>

namespace footfall::server {

// GET /f.gif, for pages without scripts: an image that nobody sees, whose request is a page view.
inline constexpr char pixelPath[] = "/f.gif";

// That view: a draft of texts that this object holds.
class PixelView {
public:
    // An error names the parameter.
    static Result<PixelView> read(const Request &request);

    EventDraft draft() const;

private:
    static constexpr std::size_t parameterCount = 5;
    std::array<std::string, parameterCount> m_texts;
};

Answer pixelAnswer();

}
