#include "dashboard/client/backoff.h"

#include <algorithm>

namespace footfall::dashboard {

std::chrono::seconds Backoff::failed(std::optional<int> retryAfter)
{
    const std::chrono::seconds asked(retryAfter.value_or(0));
    const std::chrono::seconds wait = std::clamp(asked, m_next, most);
    m_next = std::min(m_next * 2, most);
    return wait;
}

}
