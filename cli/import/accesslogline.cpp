#include "cli/import/accesslogline.h"

#include "cli/import/accesslogtext.h"
#include "cli/import/clientaddress.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr std::size_t referrerLimit = 2048; // the ingest service's
constexpr std::size_t userAgentLimit = 1024;
constexpr std::size_t addressLimit = 253; // of a host's name, where it is no address

std::string textOf(std::string_view logged, std::size_t limit)
{
    if (logged == "-")
        return {};
    std::string text = asUtf8(logged);
    if (text.size() > limit) {
        // The visit counts for more than the tail of where it came from, or with what.
        std::size_t end = limit;
        while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        text.resize(end);
    }
    return text;
}

// By the file's extension: what a browser fetches because a page says so.
bool isPartOfAPage(std::string_view path)
{
    static constexpr std::string_view extensions[]
        = {"css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff",
            "apng", "jxl", "heic", "cur", "woff", "woff2", "ttf", "otf", "eot"};
    const std::size_t dot = path.rfind('.');
    if (dot == path.npos || path.size() - dot > 6)
        return false;
    std::string extension(path.substr(dot + 1));
    std::transform(extension.begin(), extension.end(), extension.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    return std::find(std::begin(extensions), std::end(extensions), extension) != std::end(extensions);
}

bool isStatus(std::string_view text)
{
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}

void LoggedRequest::setRequestLine(std::string_view line)
{
    const std::size_t space = line.find(' ');
    method = line.substr(0, space);
    const bool isMethod
        = !method.empty() && std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!isMethod)
        method = {};
    target = isMethod && space != line.npos ? line.substr(space + 1) : std::string_view();
    if (const std::size_t version = target.rfind(" HTTP/"); version != target.npos)
        target = target.substr(0, version);
}

void LoggedRequest::splitAbsoluteTarget()
{
    const std::size_t scheme = target.find("://");
    if (scheme == target.npos || scheme > target.find('/'))
        return;
    const std::string_view rest = target.substr(scheme + 3);
    const std::size_t path = std::min(rest.find_first_of("/?"), rest.size());
    if (host.empty() || host == "-")
        host = rest.substr(0, path);
    target = path == rest.size() ? "/" : rest.substr(path);
}

Result<AccessLogLine> toAccessLogLine(const LoggedRequest &request)
{
    if (request.client.empty())
        return invalid(u"no address of a client"_s);
    const std::string client = asUtf8(request.client);
    if (client.size() > addressLimit)
        return invalid(u"the address of the client is longer than %1 bytes"_s.arg(addressLimit));
    if (!isStatus(request.status))
        return invalid(u"no status of three digits after the request"_s);

    AccessLogLine out;
    out.address = client;
    out.host = hostName(request.host).value_or(std::string());
    out.time = request.time;
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    if (request.method == "GET" && (request.status[0] == '2' || request.status == "304")) {
        const bool isAsset = request.status == "206" || isPartOfAPage(path);
        out.kind = isAsset ? AccessLogLine::Kind::Asset : AccessLogLine::Kind::View;
    }
    out.path = asUtf8(path);
    out.referrer = textOf(request.referrer, referrerLimit);
    out.userAgent = textOf(request.userAgent, userAgentLimit);
    return out;
}

}
