#include "server/ingest/trafficsource.h"

#include "common/event/referrer.h"
#include "server/ingest/sourcenames.h"

#include <QByteArray>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>

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

// A value that is no text is none.
std::string decoded(std::string_view value)
{
    const QByteArray bytes
        = QByteArray::fromPercentEncoding(QByteArray(value.data(), qsizetype(value.size())).replace('+', ' '));
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString text = decoder(bytes);
    if (bytes.contains('\0') || decoder.hasError())
        return {};
    return std::string(cut({bytes.constData(), std::size_t(bytes.size())}));
}

// The words of a page's query that say where a visit came from. The first of a name is it.
struct Words {
    std::optional<std::string> utmSource, utmMedium, utmCampaign, utmTerm, utmContent, source, ref;

    explicit Words(std::string_view query)
    {
        const std::array<std::pair<std::string_view, std::optional<std::string> *>, 7> byName {{{"utm_source", &utmSource},
            {"utm_medium", &utmMedium}, {"utm_campaign", &utmCampaign}, {"utm_term", &utmTerm},
            {"utm_content", &utmContent}, {"source", &source}, {"ref", &ref}}};
        if (query.starts_with('?'))
            query.remove_prefix(1);
        while (!query.empty()) {
            const std::string_view part = query.substr(0, query.find('&'));
            query.remove_prefix(std::min(part.size() + 1, query.size()));
            const std::size_t equals = part.find('=');
            const auto word = std::find_if(byName.begin(), byName.end(), [&](const auto &w) { return w.first == part.substr(0, equals); });
            if (word != byName.end() && !*word->second)
                *word->second = equals == part.npos ? std::string() : decoded(part.substr(equals + 1));
        }
    }
};

}

void fillSource(Event &event, std::string_view ownHost)
{
    const Words words(event.query);
    event.utmSource = words.utmSource.value_or("");
    event.utmMedium = words.utmMedium.value_or("");
    event.utmCampaign = words.utmCampaign.value_or("");
    event.utmTerm = words.utmTerm.value_or("");
    event.utmContent = words.utmContent.value_or("");

    const std::string referrerHost = hostOf(event.referrer);
    const bool isOwn = !referrerHost.empty() && (referrerHost == ownHost || referrerHost == plainHost(event.siteId));
    event.referrer = isOwn ? std::string() : normalizedReferrer(event.referrer);
    // An importer may know the source itself.
    for (const std::string &source :
        {event.source, event.utmSource, words.source.value_or(""), words.ref.value_or(""), isOwn ? std::string() : referrerHost}) {
        if (source.empty())
            continue;
        const std::string host = hostOf(source); // some tag with their whole address
        event.source = sourceName(host.empty() ? source : host);
        break;
    }
}

}
