#pragma once

#include <optional>
#include <string_view>

namespace footfall {

// Splits a JSON array into the texts of its elements, so that reading a large array takes the
// memory of its largest element. Only splits: whether an element is JSON is for its parser to say,
// and the array is JSON if all elements are and isComplete() holds in the end.
class ArrayElements {
public:
    explicit ArrayElements(std::string_view json);

    bool isArray() const { return m_isArray; } // it begins as one

    // nullopt: there is none any more. An element that is missing, as in [1,,2], is an empty text.
    std::optional<std::string_view> next();

    // After next() gave nothing: the array was closed, and nothing is behind it.
    bool isComplete() const { return m_isComplete; }

private:
    void skipSpace();
    void finish();

    std::string_view m_rest;
    bool m_isArray = false;
    bool m_isFirst = true;
    bool m_isOver = false;
    bool m_isComplete = false;
};

}
