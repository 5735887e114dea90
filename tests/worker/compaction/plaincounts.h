#pragma once

#include "common/event/event.h"
#include "common/segment/valuesummary.h"
#include "tests/common/segment/segmentrows.h"

#include <map>
#include <set>
#include <string>

namespace footfall::worker {

// What summaries and sets of users have to say of some events, by counting them one by one.
struct PlainCounts {
    struct Value {
        std::int64_t views = 0, events = 0;
        std::set<std::string> users;
    };
    std::int64_t events = 0, bots = 0;
    std::set<std::uint64_t> users; // hashes
    std::map<std::string, std::map<std::string, Value>> dimensions;

    void add(const Event &event)
    {
        const auto count = [&](const std::string &dimension, const std::string &text) {
            if (text.empty())
                return;
            Value &value = dimensions[dimension][text];
            value.events += event.count;
            if (event.bot.empty() && event.eventType == pageView)
                value.views += event.count;
            if (event.bot.empty() && !event.userId.empty())
                value.users.insert(event.userId);
        };
        if (!event.bot.empty()) {
            bots += event.count;
            return count("bot", event.bot);
        }
        events += event.count;
        if (!event.userId.empty())
            users.insert(plainUserHash(event.siteId, event.userId));
        count("event_type", event.eventType);
        count("path", event.path);
        count("referrer", event.referrer);
        for (const EventAttribute &attribute : eventAttributes)
            count(std::string(attribute.name), event.*attribute.member);
    }

    // Whether a summary says the same of a dimension, and in its order.
    bool isSame(const std::string &dimension, const ValueSummary &summary) const
    {
        const auto found = dimensions.find(dimension);
        if (found == dimensions.end() || found->second.size() != summary.values.size() || !summary.hasUsers)
            return false;
        const ValueCount *before = nullptr;
        for (const ValueCount &value : summary.values) {
            const auto plain = found->second.find(std::string(value.text));
            if (plain == found->second.end() || plain->second.views != value.views || plain->second.events != value.events
                || std::int64_t(plain->second.users.size()) != value.users)
                return false;
            if (before && std::tie(value.views, before->text) > std::tie(before->views, value.text))
                return false;
            before = &value;
        }
        return true;
    }
};

}
