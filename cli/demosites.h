#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footfall::cli {

struct Weighted {
    std::string_view text;
    int weight;
};

// What a made-up site is like.
struct DemoSite {
    std::string siteId;
    double share; // of the traffic
    int visitors; // who come back, the first of them most often
    std::vector<Weighted> pages;
    std::vector<Weighted> landings; // pages that a visit begins with
    std::vector<Weighted> referrers; // empty text: none
    std::vector<Weighted> campaigns; // the query that a visit begins with; empty text: none
    std::vector<Weighted> downloads;
    std::vector<Weighted> outbound;
    std::vector<Weighted> clicks; // on what
};

// What visitors have in their hands: User-Agents.
const std::vector<Weighted> &demoBrowsers();

// A shop, a blog and a product's documentation, in this order.
const std::vector<DemoSite> &demoSites();

}
