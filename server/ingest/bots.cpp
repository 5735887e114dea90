#include "server/ingest/bots.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

QJsonDocument readList(const QString &name)
{
    QFile file(u":/bots/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (document.isNull())
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(error.errorString()));
    return document;
}

// The first that matches decides.
std::vector<UserAgentRules::Rule> rules()
{
    const QJsonObject ours = readList(u"more.json"_s).object();
    const QJsonObject names = ours[u"names"_s].toObject();
    std::vector<UserAgentRules::Rule> rules;
    const auto add = [&](const QJsonArray &entries, const QString &otherwise) {
        for (const QJsonValue &entry : entries) {
            const QString pattern = entry[u"pattern"_s].toString();
            const QString name = entry[u"name"_s].toString(names[pattern].toString(otherwise));
            rules.push_back({pattern.toStdString(), false, name.toStdString()});
        }
    };
    const QString matchedText = u"$0"_s;
    add(ours[u"first"_s].toArray(), matchedText);
    add(ours[u"people"_s].toArray(), u" "_s); // no name: no bot
    add(readList(u"crawler-user-agents.json"_s).array(), matchedText);
    add(ours[u"more"_s].toArray(), matchedText);
    return rules;
}

bool containsAny(std::string_view text, std::span<const std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != text.npos; });
}

// Whether it is of a telephone or the like, with its model's name, and not where crawlers put theirs.
bool isModel(std::string_view comment, std::string_view lower)
{
    constexpr std::array<std::string_view, 7> systems
        = {"android", "; adr ", "midp", "fbdv", "tizen", "brew", "windows phone"};
    constexpr std::array<std::string_view, 4> crawlers = {"compatible", "://", "@", "Google/"};
    return containsAny(lower, systems) && !containsAny(comment, crawlers);
}

std::string toLower(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    return lower;
}

// Without what is in parentheses or brackets and isModel().
std::string withoutModels(std::string_view text)
{
    const std::string lower = toLower(text);
    std::string rest;
    for (std::size_t i = 0; i < text.size();) {
        const char open = text[i];
        if (open != '(' && open != '[') {
            rest += text[i++];
            continue;
        }
        const char close = open == '(' ? ')' : ']';
        std::size_t end = i;
        for (int depth = 0; end < text.size(); ++end) {
            depth += text[end] == open ? 1 : text[end] == close ? -1 : 0;
            if (depth == 0)
                break;
        }
        const std::size_t size = std::min(end + 1, text.size()) - i;
        if (isModel(text.substr(i, size), std::string_view(lower).substr(i, size)))
            (rest += open) += close;
        else
            rest += text.substr(i, size);
        i += size;
    }
    return rest;
}

bool isOfName(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}

Bots::Bots()
    : m_rules(rules())
{
}

std::string Bots::nameOf(std::string_view text) const
{
    const std::string rest = withoutModels(text);
    std::string name = m_rules.family(rest, toLower(rest));
    // Patterns go a little beyond a name: "Googlebot/".
    const auto first = std::find_if(name.begin(), name.end(), isOfName);
    name.erase(name.begin(), first);
    name.resize(std::min(name.size(), maxName));
    while (!name.empty() && !isOfName(name.back()))
        name.pop_back();
    return name;
}

}
