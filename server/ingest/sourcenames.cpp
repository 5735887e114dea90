#include "server/ingest/sourcenames.h"

#include "common/event/referrer.h"

#include <QFile>
#include <QString>

#include <algorithm>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// From a host or a tag, as the file writes them, to the name.
using Names = std::unordered_map<std::string, std::string>;

Names readNames()
{
    QFile file(u":/sources/sources.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    Names names;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const qsizetype end = line.indexOf("  ");
        if (end < 1 || line.startsWith('#'))
            continue;
        const std::string name = line.first(end).toStdString();
        names.emplace(name, name);
        for (const QByteArray &host : line.sliced(end).simplified().split(' '))
            names.emplace(host.toStdString(), name);
    }
    return names;
}

// "google.co.uk" as "google.*": the ending is two or three letters, or co or com and two. Empty: it is none.
std::string anyCountrys(std::string_view host)
{
    const auto withoutLabel = [](std::string_view text) { return text.substr(0, std::min(text.rfind('.'), text.size())); };
    const std::string_view rest = withoutLabel(host);
    const std::size_t ending = host.size() - rest.size(); // with its dot
    if (ending < 3 || ending > 4)
        return {};
    if (ending == 3 && (rest.ends_with(".co") || rest.ends_with(".com")))
        return std::string(withoutLabel(rest)) + ".*";
    return std::string(rest) + ".*";
}

const std::string *find(const Names &names, const std::string &key)
{
    const auto it = names.find(key);
    return it == names.end() ? nullptr : &it->second;
}

}

std::string sourceName(std::string_view hostOrTag)
{
    static const Names names = readNames();
    const std::string lower = QString::fromUtf8(hostOrTag.data(), qsizetype(hostOrTag.size())).toLower().toStdString();
    const std::string host = plainHost(lower);
    if (const std::string *name = find(names, host))
        return *name;
    if (const std::string *name = find(names, anyCountrys(host)))
        return *name;
    // The nearest of at most four labels: no entry has more, and a hostile host may have a hundred.
    std::size_t start = host.size();
    for (int labels = 0; labels < 4 && start != 0 && start != host.npos; ++labels)
        start = host.rfind('.', start - 1);
    for (start = start == host.npos ? 0 : start; start != host.npos; start = host.find('.', start + 1)) {
        if (const std::string *name = find(names, host[start] == '.' ? host.substr(start) : '.' + host))
            return *name;
    }
    return lower;
}

}
