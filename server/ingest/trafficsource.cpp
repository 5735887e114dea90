#include "server/ingest/trafficsource.h"

#include "server/http/formvalue.h"

#include <QStringDecoder>

#include <algorithm>

namespace footfall::server {

namespace {

constexpr std::size_t maxBytes = 255;

std::string_view cut(std::string_view text) // at the end of a character
{
    if (text.size() <= maxBytes)
        return text;
    std::size_t end = maxBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

// As a host is compared: "Www.Shop.example" is "shop.example".
std::string plainHost(std::string_view host)
{
    std::string plain(host);
    std::transform(plain.begin(), plain.end(), plain.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (plain.starts_with("www."))
        plain.erase(0, 4);
    return plain;
}

// A value that is no text is none.
std::string parameter(const QByteArray &query, QByteArrayView name)
{
    const QByteArray value = formValue(query, name).value_or(QByteArray());
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString decoded = decoder(value);
    if (value.contains('\0') || decoder.hasError())
        return {};
    return std::string(cut({value.constData(), std::size_t(value.size())}));
}

}

std::string hostOf(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == url.npos)
        return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t user = url.rfind('@'); user != url.npos)
        url.remove_prefix(user + 1);
    if (const std::size_t bracket = url.find(']'); bracket != url.npos) // [2001:db8::1]:8080
        url = url.substr(0, bracket + 1);
    else
        url = url.substr(0, url.find(':'));
    return plainHost(cut(url));
}

void fillSource(Event &event, std::string_view ownHost)
{
    if (!event.query.empty()) {
        QByteArray query = QByteArray::fromStdString(event.query);
        if (query.startsWith('?'))
            query.remove(0, 1);
        event.utmSource = parameter(query, "utm_source");
        event.utmMedium = parameter(query, "utm_medium");
        event.utmCampaign = parameter(query, "utm_campaign");
    }
    event.source = event.utmSource;
    if (event.source.empty() && !event.referrer.empty()) {
        std::string host = hostOf(event.referrer);
        if (host != ownHost && host != plainHost(event.siteId))
            event.source = std::move(host);
    }
}

}
