#include "cli/demosites.h"

namespace footfall::cli {

const std::vector<Weighted> &demoBrowsers()
{
    static const std::vector<Weighted> browsers {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", 30},
        {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", 24},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
         "Mobile/15E148 Safari/604.1", 20},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", 9},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", 6},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 "
         "Edg/126.0.0.0", 5},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", 3},
        {"Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 "
         "Safari/604.1", 3},
    };
    return browsers;
}

const std::vector<DemoSite> &demoSites()
{
    static const std::vector<DemoSite> sites {
        {
            "shop.example",
            0.55,
            6000,
            {{"/", 30}, {"/products", 26}, {"/products/espresso-machine", 18}, {"/products/hand-grinder", 14},
                {"/products/pour-over-set", 11}, {"/products/kettle", 9}, {"/products/milk-jug", 5},
                {"/products/filter-papers", 4}, {"/beans/house-blend", 12}, {"/beans/ethiopia-guji", 8},
                {"/beans/decaf", 4}, {"/sale", 10}, {"/cart", 12}, {"/checkout", 6},
                {"/checkout/thank-you", 4}, {"/search", 6}, {"/about", 2}, {"/contact", 2}, {"/shipping", 3},
                {"/returns", 2}, {"/account", 4}},
            {{"/", 40}, {"/products/espresso-machine", 16}, {"/sale", 14}, {"/beans/house-blend", 9},
                {"/products/hand-grinder", 9}, {"/products", 8}, {"/guides/first-espresso", 6}},
            {{"", 38}, {"https://www.google.com/", 34}, {"https://www.instagram.com/", 9},
                {"https://www.bing.com/", 5}, {"https://duckduckgo.com/", 5},
                {"https://blog.example/grinders", 5}, {"https://www.facebook.com/", 4},
                {"https://www.reddit.com/r/espresso/", 4}},
            {{"", 84}, {"utm_source=newsletter&utm_medium=email&utm_campaign=spring-sale", 9},
                {"utm_source=instagram&utm_medium=social&utm_campaign=new-grinder", 5},
                {"utm_source=google&utm_medium=cpc&utm_campaign=espresso", 4}},
            {{"/files/machine-manual.pdf", 5}, {"/files/price-list.pdf", 2}},
            {{"https://www.youtube.com/watch", 4}, {"https://parcel.example/track", 3}},
            {{"add-to-cart", 10}, {"gallery-next", 6}, {"size-chart", 3}, {"newsletter", 1}},
        },
        {
            "blog.example",
            0.28,
            3500,
            {{"/", 20}, {"/grinders", 22}, {"/water", 14}, {"/roasting-at-home", 12}, {"/why-cold-brew", 9},
                {"/a-week-in-guji", 7}, {"/latte-art", 6}, {"/archive", 5}, {"/about", 3}, {"/feed", 2}},
            {{"/grinders", 34}, {"/", 18}, {"/water", 16}, {"/roasting-at-home", 14}, {"/why-cold-brew", 10},
                {"/latte-art", 8}},
            {{"", 26}, {"https://www.google.com/", 30}, {"https://news.ycombinator.com/", 14},
                {"https://lobste.rs/", 5}, {"https://mastodon.social/", 8}, {"https://duckduckgo.com/", 7},
                {"https://t.co/", 6}, {"https://www.reddit.com/r/coffee/", 4}},
            {{"", 92}, {"utm_source=digest&utm_medium=email", 8}},
            {{"/files/brew-sheet.pdf", 3}},
            {{"https://shop.example/products/hand-grinder", 5}, {"https://en.wikipedia.org/wiki/Coffee", 3}},
            {{"share", 3}, {"comment", 2}, {"next-post", 6}},
        },
        {
            "docs.example",
            0.17,
            1500,
            {{"/", 14}, {"/quick-start", 20}, {"/install/linux", 13}, {"/install/macos", 8},
                {"/install/windows", 7}, {"/reference/api", 16}, {"/reference/cli", 10},
                {"/guides/first-espresso", 6}, {"/faq", 7}, {"/changelog", 4}},
            {{"/quick-start", 30}, {"/reference/api", 22}, {"/", 20}, {"/install/linux", 16}, {"/faq", 12}},
            {{"", 40}, {"https://www.google.com/", 36}, {"https://github.com/", 14},
                {"https://stackoverflow.com/", 10}},
            {{"", 1}},
            {{"/files/app-1.4.tar.gz", 6}, {"/files/app-1.4.dmg", 4}, {"/files/app-1.4.msi", 3}},
            {{"https://github.com/example/app", 5}},
            {{"copy-code", 12}, {"was-this-helpful", 3}},
        },
    };
    return sites;
}

}
