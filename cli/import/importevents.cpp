#include "cli/import/importevents.h"

#include "common/json/text.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

std::string pseudonym(std::string_view site, const AccessLogLine &line)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(site);
    hash.addData(QByteArrayView("\n"));
    hash.addData(line.address);
    hash.addData(QByteArrayView("\n"));
    hash.addData(line.userAgent);
    return hash.result().first(16).toHex().toStdString();
}

std::string jsonString(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

// A field that the importer fills in where it is absent or null.
struct Filled {
    std::string_view key;
    std::string value; // as JSON
    bool present = false;
};

}

ImportEvents::ImportEvents(const ImportOptions &options)
    : m_options(options)
    , m_log(options.format)
{
}

Result<bool> ImportEvents::append(std::string &out, std::string_view line, std::string_view id)
{
    const auto isAppended = [] { return true; };
    if (m_log.hasEvents(line))
        return appendObject(out, line, id).map(isAppended);
    const auto parsed = m_log.read(line);
    if (!parsed)
        return tl::unexpected(parsed.error());
    if (!*parsed)
        return false;
    return appendVisit(out, **parsed, id).map(isAppended);
}

Result<void> ImportEvents::appendVisit(std::string &out, const AccessLogLine &line, std::string_view id) const
{
    using Kind = AccessLogLine::Kind;
    const std::string &site = m_options.siteFromHost && !line.host.empty() ? line.host : m_options.site;
    if (site.empty())
        return invalid(u"no host in it, and no --site to count it for"_s);
    const bool isView = line.kind == Kind::View || (line.kind == Kind::Asset && m_options.assetsAreViews);
    out += R"({"site_id":)";
    appendJsonString(out, site);
    out += isView                  ? R"(,"event_type":"page_view")"
        : line.kind == Kind::Asset ? R"(,"event_type":"asset")"
                                   : R"(,"event_type":"request")";
    if (!line.path.empty()) {
        out += R"(,"path":)";
        appendJsonString(out, line.path);
    }
    out += R"(,"user_id":)";
    appendJsonString(out, m_options.keepAddresses ? line.address : pseudonym(site, line));
    out += R"(,"timestamp":")";
    appendTimestamp(out, line.time);
    out += R"(","event_id":)";
    appendJsonString(out, id);
    if (!line.referrer.empty()) {
        out += R"(,"referrer":)";
        appendJsonString(out, line.referrer);
    }
    if (!line.userAgent.empty()) {
        out += R"(,"user_agent":)";
        appendJsonString(out, line.userAgent);
    }
    out += "}\n";
    return {};
}

// The object goes on as it was written, byte for byte, with the missing fields put in: what is
// wrong with it is for the server to say.
Result<void> ImportEvents::appendObject(std::string &out, std::string_view line, std::string_view id)
{
    m_padded.assign(line);
    m_padded.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    const auto notAnObject = [](simdjson::error_code) { return invalid(u"not a JSON object"_s); };
    if (auto error = m_parser.iterate(m_padded.data(), m_padded.size(), m_padded.capacity()).get(document))
        return notAnObject(error);
    if (auto error = document.get_object().get(object))
        return notAnObject(error);

    Filled fields[] = {{"site_id", jsonString(m_options.site)}, {"event_id", jsonString(id)}};
    std::string changed;
    std::size_t copied = 0;
    bool empty = true;
    for (auto entry : object) {
        std::string_view key;
        simdjson::ondemand::field field;
        if (auto error = std::move(entry).get(field))
            return notAnObject(error);
        if (auto error = field.unescaped_key().get(key))
            return notAnObject(error);
        empty = false;
        for (Filled &filled : fields) {
            if (key != filled.key)
                continue;
            filled.present = true;
            const std::string_view token = field.value().raw_json_token();
            if (!token.starts_with("null"))
                continue;
            const auto at = static_cast<std::size_t>(token.data() - m_padded.data());
            changed.append(m_padded, copied, at - copied).append(filled.value);
            copied = at + 4;
        }
    }
    changed.append(m_padded, copied, std::string::npos);

    std::string added;
    for (const Filled &filled : fields) {
        if (!filled.present)
            added.append(added.empty() ? "\"" : ",\"").append(filled.key).append("\":").append(filled.value);
    }
    if (!added.empty() && !empty)
        added += ',';
    changed.insert(changed.find('{') + 1, added);
    out.append(changed).append(1, '\n');
    return {};
}

}
