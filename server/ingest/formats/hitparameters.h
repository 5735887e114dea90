#pragma once

#include "common/event/draft.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace footfall::server {

// The parameters of one hit as Matomo, Snowplow and GoatCounter have it: names with texts, in a
// query, in a form or in a flat JSON object. Only those that its protocol knows are kept, each once,
// so that a hit takes no more memory than its request has bytes.
class HitParameters {
public:
    // `known`: the names, in byte order; those that end in '*' are the beginnings of names that a
    // number ends, of which at most maxNumbered are kept. It lives longer.
    explicit HitParameters(std::span<const std::string_view> known);

    // Adds "name=value&...", form-decoded ('+' is a space), which lives longer. The first of a name
    // counts.
    void addForm(std::string_view form);

    // The same of the texts and numbers of an object.
    void addObject(simdjson::dom::object object);

    // Empty: not there.
    std::string_view operator[](std::string_view name) const;

    // All that are there; one of them is valid until something is added.
    const std::vector<std::pair<std::string_view, std::string>> &all() const { return m_values; }

    // Refuses the draft made of it if one of its texts is none.
    void refuseBadText(EventDraft &draft) const;

private:
    static constexpr int maxNumbered = 30;

    bool isWanted(std::string_view name);
    void add(std::string_view name, std::string value);

    std::span<const std::string_view> m_known;
    std::vector<std::pair<std::string_view, std::string>> m_values;
    int m_numbered = 0;
    std::string_view m_bad; // the name of what is no text
};

}
