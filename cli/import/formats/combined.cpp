#include "cli/import/formats/combined.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logfields.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether a list of addresses begins here. A number alone is none.
bool isAddresses(std::string_view text)
{
    return canonicalAddress(text.substr(0, text.find(','))).has_value();
}

bool isDomain(std::string_view text)
{
    return text.find('.') != text.npos && hostName(text) && !canonicalAddress(text);
}

bool isServerPort(std::optional<int> port)
{
    return port && (*port < 1024 || *port == 8080 || *port == 8443);
}

// A log that has the User-Agent alone gives no referrer's place to it.
bool isUserAgent(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return slash != 0 && slash != text.npos && text.find("://") > slash;
}

// Who asked, and for which host: from the words before the time.
class Client {
public:
    explicit Client(std::string_view before)
    {
        LogFields fields(before);
        // Names of users are as the client sent them, with any number of words.
        while (!fields.atEnd() && m_words.size() < 16)
            m_words.push_back(unquoted(fields.word()));
        read();
    }

    std::string address; // empty: none
    std::string_view host;

private:
    static std::string_view unquoted(std::string_view word)
    {
        if (word.starts_with('"'))
            word.remove_prefix(1);
        return word.ends_with('"') ? word.substr(0, word.size() - 1) : word;
    }

    std::string_view at(std::size_t i) const { return i < m_words.size() ? m_words[i] : std::string_view(); }

    void read()
    {
        // HOST ADDRESS, HOST:PORT ADDRESS; the host may itself be an address, or a catch-all's "-" or "_".
        std::size_t first = 0;
        if (isServerPort(portOf(at(0))) && isAddresses(at(1)) && !at(0).ends_with(',')) {
            host = at(0);
            first = 1;
        }
        while (first < 2 && hostName(at(first)) && !isAddresses(at(first))
            && (isAddresses(at(first + 1)) || (hostName(at(first + 1)) && isAddresses(at(first + 2))))) {
            if (host.empty())
                host = at(first);
            ++first;
        }
        if (first == 0 && (at(0) == "-" || at(0) == "_") && isAddresses(at(1)))
            first = 1;
        if (!isAddresses(at(first))) {
            // A server that looks up names logs them instead: NAME - USER.
            if (at(1) == "-" && at(2) != "" && hostName(at(0)))
                address = *hostName(at(0));
            return;
        }
        std::size_t next = first;
        std::string list;
        do {
            list.append(at(next)).append(1, ',');
        } while (isAddresses(at(++next)) && !isHostAfterAddress(next));
        address = clientOf({list});
        // lighttpd and OVH have the host where the common format has the identity.
        if (host.empty() && (isHostAfterAddress(next) || (isDomain(at(next)) && at(next + 1) == "-")))
            host = at(next);
    }

    // ADDRESS HOST USER: three words, where a list of addresses would be followed by two more.
    bool isHostAfterAddress(std::size_t i) const
    {
        return i + 2 == m_words.size() && m_words[i] != "-" && !m_words[i - 1].ends_with(',') && hostName(m_words[i]);
    }

    std::vector<std::string_view> m_words;
};

bool isRequest(std::string_view text)
{
    LoggedRequest request;
    request.setRequestLine(text);
    return !request.method.empty() && !request.target.empty();
}

// The request is the first field in quotes, but a host may stand before it, in quotes or not.
std::optional<std::string_view> requestLine(LogFields &fields, std::string_view &host)
{
    while (!fields.atEnd() && !fields.atQuote()) {
        const std::string_view word = fields.word();
        if (host.empty() && isDomain(word))
            host = word;
    }
    auto line = fields.quoted();
    if (line && !isRequest(*line) && fields.atQuote()) {
        LogFields ahead = fields;
        if (const auto next = ahead.quoted(); next && isRequest(*next)) {
            if (host.empty())
                host = *line;
            fields = ahead;
            return next;
        }
    }
    return line;
}

}

Result<AccessLogLine> readCombinedLine(std::string_view line, bool hasReferrer)
{
    LogFields fields(line);
    LoggedRequest request;
    std::string_view before;
    const auto time = fields.time(before);
    if (!time)
        return invalid(u"no time such as [17/May/2015:10:05:03 +0000]"_s);
    request.time = *time;
    const Client client(before);
    request.client = client.address;
    request.host = client.host;

    const auto asked = requestLine(fields, request.host);
    if (!asked)
        return invalid(u"no request in quotes, or the line is cut short in it"_s);
    request.setRequestLine(*asked);

    // Times may stand between: "GET / HTTP/1.1" 0.003 200 512.
    while (!fields.atEnd() && !fields.atQuote() && request.status.empty()) {
        const std::string_view word = fields.word();
        if (word.size() == 3 && isDigits(word))
            request.status = word;
    }
    if (request.status.empty())
        return invalid(u"no status of three digits after the request"_s);
    bool hasSize = fields.atQuote();
    while (!fields.atEnd() && !fields.atQuote()) {
        const std::string_view word = fields.word();
        hasSize = hasSize || word == "-" || isDigits(word);
        if (!hasReferrer && hasSize)
            break;
    }
    if (!hasSize)
        return invalid(u"no size after the status"_s);
    if (!hasReferrer)
        return toAccessLogLine(request);

    std::vector<std::string_view> quoted;
    bool isCut = false;
    while (!fields.atEnd() && quoted.size() < 8 && !isCut) {
        if (!fields.atQuote()) {
            fields.word();
        } else if (const auto text = fields.quoted()) {
            quoted.push_back(*text);
        } else {
            isCut = true;
        }
    }
    std::string_view forwarded;
    if (quoted.size() > 2 && isAddresses(quoted.front())) {
        forwarded = quoted.front();
        quoted.erase(quoted.begin());
    }
    if (quoted.size() == 1 && !isCut && isUserAgent(quoted.front()))
        quoted.insert(quoted.begin(), std::string_view());
    if (quoted.empty())
        return invalid(u"no referrer in quotes (without referrers it is --format common)"_s);
    if (quoted.size() == 1)
        return invalid(u"no user agent in quotes, or the line is cut short in it"_s);
    request.referrer = quoted[0];
    request.userAgent = quoted[1];
    for (std::size_t i = 2; i < quoted.size(); ++i) {
        if (forwarded.empty() && isAddresses(quoted[i]))
            forwarded = quoted[i];
        else if (request.host.empty() && isDomain(quoted[i]))
            request.host = quoted[i];
    }
    if (!forwarded.empty())
        request.client = clientOf({forwarded, request.client});
    return toAccessLogLine(request);
}

}
