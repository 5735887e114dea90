#include "cli/import/formats/jsonlog.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logtime.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

enum Field { Client, Peer, Forwarded, Host, Time, Method, Target, RequestLine, Status, Referrer, UserAgent, FieldCount };

// The names of each field in lower case, - as _, a space around each. The first that a line has is taken.
constexpr std::string_view names[FieldCount] = {
    " client_ip clienthost clientip remoteip c_ip ip ",
    " remote_ip remote_addr remote_host clientaddr client remote ",
    " x_forwarded_for http_x_forwarded_for request_x_forwarded_for xff ",
    " requesthost clientrequesthost x_host_header http_host vhost server_name host cs(host) ",
    " startutc edgestarttimestamp time_iso8601 time_local @timestamp timestamp ts msec time date datetime ",
    " requestmethod clientrequestmethod request_method cs_method method verb ",
    " requestpath clientrequesturi requesturl request_uri cs_uri_stem uri url request_path path ",
    " request request_line ",
    " downstreamstatus edgeresponsestatus status status_code sc_status response_status response code ",
    " referer request_referer clientrequestreferer http_referer referrer http_referrer cs(referer) ",
    " user_agent request_user_agent clientrequestuseragent http_user_agent useragent agent cs(user_agent) ",
};

std::string normalised(std::string_view name)
{
    std::string out(name);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c == '-' ? '_' : c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    });
    return out;
}

// Caddy's and Google's nested objects whose members belong to the request.
bool isOfTheRequest(std::string_view name)
{
    return name == "request" || name == "headers" || name == "httprequest";
}

class Fields {
public:
    explicit Fields(simdjson::dom::object line) { collect(line, 0); }

    std::string_view operator[](Field field) const { return m_values[field].text; }
    std::optional<Timestamp> time() const { return m_time ? m_time : parseLogTime(m_values[Time].text); }

private:
    struct Value {
        std::string text;
        std::size_t rank = std::string::npos; // of its name
    };

    void collect(simdjson::dom::object object, int depth)
    {
        for (const auto &[key, value] : object) {
            const std::string name = normalised(key);
            if (value.is_object() && depth < 2 && isOfTheRequest(name))
                collect(value.get_object().value_unsafe(), depth + 1);
            else
                take(name, value);
        }
    }

    void take(const std::string &name, simdjson::dom::element value)
    {
        const std::string wanted = ' ' + name + ' ';
        std::size_t rank = std::string::npos;
        const auto *field = std::find_if(std::begin(names), std::end(names),
            [&](std::string_view known) { return (rank = known.find(wanted)) != known.npos; });
        if (field == std::end(names) || m_values[field - names].rank <= rank)
            return;
        Value &current = m_values[field - names];
        simdjson::dom::array list;
        if (value.get(list) == simdjson::SUCCESS && list.at(0).get(value) != simdjson::SUCCESS) // a header's values
            return;
        std::string_view text;
        std::int64_t whole = 0;
        double number = 0;
        const bool isNumber = value.get(number) == simdjson::SUCCESS;
        if (value.get(text) == simdjson::SUCCESS) {
            if (text.empty() || text == "-")
                return;
            current = {std::string(text), rank};
        } else if (value.get(whole) == simdjson::SUCCESS) {
            current = {std::to_string(whole), rank};
        } else if (isNumber) {
            current = {"number", rank};
        } else {
            return;
        }
        if (field - names == Time)
            m_time = isNumber ? timeSinceEpoch(number) : std::nullopt;
    }

    std::array<Value, FieldCount> m_values;
    std::optional<Timestamp> m_time; // if it is a number
};

std::string_view textOf(simdjson::dom::object object, const char *key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

}

Result<AccessLogLine> readJsonLogLine(simdjson::dom::object line)
{
    // Caddy logs a request that failed once more, as an error.
    if (textOf(line, "logger").starts_with("http.log.error"))
        return invalid(u"the log of an error, not of a request"_s);
    const Fields fields(line);
    LoggedRequest request;
    request.client = clientOf({fields[Client], fields[Forwarded], fields[Peer]});
    request.host = fields[Host];
    request.setRequestLine(fields[RequestLine]);
    if (request.target.empty()) {
        request.method = fields[Method];
        request.target = fields[Target];
    }
    request.status = fields[Status];
    request.referrer = fields[Referrer];
    request.userAgent = fields[UserAgent];
    request.splitAbsoluteTarget();
    if (request.target.empty() && fields[RequestLine].empty())
        return invalid(u"no path of a request in the JSON object"_s);
    const auto time = fields.time();
    if (!time)
        return invalid(u"no time in the JSON object"_s);
    request.time = *time;
    return toAccessLogLine(request);
}

std::string_view lineWithin(simdjson::dom::object line)
{
    for (const char *key : {"log", "MESSAGE"}) {
        if (const std::string_view text = textOf(line, key); !text.empty())
            return text.substr(0, text.find_last_not_of("\r\n") + 1);
    }
    // Shippers such as Filebeat have it there, but other programs their own words.
    const std::string_view message = textOf(line, "message");
    return message.find(" HTTP/") == message.npos ? std::string_view() : message;
}

}
