#pragma once

#include <chrono>
#include <optional>

namespace footfall::dashboard {

// How long to wait after a failure: 1 s, doubling to 30 s, back to 1 s after a success.
class Backoff {
public:
    // The wait after one more failure. `retryAfter`, the service's own wish, makes it longer
    // but never longer than 30 s, so that a mistaken service cannot silence the window.
    std::chrono::seconds failed(std::optional<int> retryAfter = {});
    void succeeded() { m_next = first; }

private:
    static constexpr std::chrono::seconds first {1};
    static constexpr std::chrono::seconds most {30};
    std::chrono::seconds m_next = first;
};

}
