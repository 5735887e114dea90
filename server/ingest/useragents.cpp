#include "server/ingest/useragents.h"

#include "server/ingest/bots.h"

#include <QFile>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qsizetype cacheBytes = 4 << 20;
constexpr qsizetype entryBytes = 256; // of the cache, beside the text: about

std::vector<UserAgentRules::Rule> rulesOf(const YAML::Node &list, const char *replacement)
{
    std::vector<UserAgentRules::Rule> rules;
    for (const YAML::Node &item : list) {
        const YAML::Node family = item[replacement];
        rules.push_back({item["regex"].as<std::string>(), bool(item["regex_flag"]),
            family ? family.as<std::string>() : std::string()});
    }
    return rules;
}

// The data set knows letters beyond ASCII in no name, and nothing may be made of broken ones.
std::string asciiOf(const QByteArray &text)
{
    std::string ascii = text.first(std::min(text.size(), UserAgents::maxBytes)).toStdString();
    std::replace_if(ascii.begin(), ascii.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return ascii;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

// What a visitor holds in his hands. Browsers say it by a word: Android's telephones by "Mobile", which
// its tablets leave out.
std::string kindOf(std::string_view text, const std::string &os)
{
    constexpr std::array desktops {"Windows", "Mac OS X", "Linux", "Ubuntu", "Fedora", "Debian", "Red Hat", "SUSE",
        "Gentoo", "Arch Linux", "Linux Mint", "CentOS", "Mandriva", "Slackware", "Kubuntu", "Chrome OS", "FreeBSD",
        "OpenBSD", "NetBSD", "Solaris", "Mac OS"};
    if (contains(text, "TV"))
        return "tv";
    if (contains(text, "iPad") || contains(text, "Tablet"))
        return "tablet";
    if (contains(text, "Mobile") || contains(text, "Phone") || contains(text, "Mobi/"))
        return "mobile";
    if (os == "Android")
        return "tablet";
    return std::find(desktops.begin(), desktops.end(), os) == desktops.end() ? "" : "desktop";
}

}

struct UserAgents::Rules {
    UserAgentRules browsers;
    UserAgentRules systems;
    Bots bots;

    static std::shared_ptr<const Rules> load()
    {
        auto bots = std::async(std::launch::async, [] { return Bots(); });
        QFile file(u":/useragents/regexes.yaml"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        const YAML::Node lists = YAML::Load(file.readAll().toStdString());
        UserAgentRules browsers(rulesOf(lists["user_agent_parsers"], "family_replacement"));
        UserAgentRules systems(rulesOf(lists["os_parsers"], "os_replacement"));
        return std::make_shared<const Rules>(Rules {std::move(browsers), std::move(systems), bots.get()});
    }
};

UserAgents::UserAgents()
    : m_rules(std::async(std::launch::async, &Rules::load))
    , m_known(cacheBytes)
{
}

UserAgents::~UserAgents() = default;

void UserAgents::waitUntilReady() const
{
    m_rules.wait();
}

UserAgent UserAgents::find(const QByteArray &text, const MayLook &mayLook) const
{
    if (text.isEmpty())
        return {};
    {
        const QMutexLocker lock(&m_mutex);
        if (const UserAgent *known = m_known.object(text))
            return *known;
    }
    const Look look = mayLook ? mayLook(std::min(text.size(), maxBytes)) : Look::Closely;
    if (look == Look::NotAtAll)
        return {};
    UserAgent agent = parse(text, look);
    if (look == Look::ForBots && agent.bot.empty())
        return agent; // another time there may be more to know of it
    const QMutexLocker lock(&m_mutex);
    m_known.insert(text, new UserAgent(agent), text.size() + entryBytes);
    return agent;
}

UserAgent UserAgents::parse(const QByteArray &text, Look look) const
{
    const Rules &rules = *m_rules.get();
    const std::string ascii = asciiOf(text);
    UserAgent agent;
    agent.bot = rules.bots.nameOf(ascii);
    if (!agent.bot.empty() || look == Look::ForBots)
        return agent;
    const std::string lower = QByteArray::fromStdString(ascii).toLower().toStdString();
    agent.browser = rules.browsers.family(ascii, lower);
    agent.os = rules.systems.family(ascii, lower);
    if (agent.browser == "Other")
        agent.browser.clear();
    if (agent.os == "Other")
        agent.os.clear();
    agent.device = kindOf(ascii, agent.os);
    return agent;
}

}
