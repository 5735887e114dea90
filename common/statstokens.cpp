#include "common/statstokens.h"

#include "common/secretfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// Long enough that guessing over a network is hopeless; what a header can carry.
bool isToken(const QByteArray &text)
{
    return text.size() >= 16 && text.size() <= 512
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Result<QByteArrayList> tokensIn(const QString &source, const QByteArray &text)
{
    QByteArrayList tokens;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray token = line.trimmed();
        if (token.isEmpty())
            continue;
        if (!isToken(token))
            return invalid(source + u": a token is 16 to 512 visible ASCII characters, without spaces"_s);
        tokens += token;
    }
    if (tokens.isEmpty())
        return invalid(source + u": there is no token in it"_s);
    return tokens;
}

}

Result<QByteArrayList> readStatsTokens(const QString &file)
{
    if (file.isEmpty()) {
        const QByteArray token = qgetenv("FOOTFALL_STATS_TOKEN");
        return token.isEmpty() ? QByteArrayList() : tokensIn(u"FOOTFALL_STATS_TOKEN"_s, token);
    }
    const auto content = readSecretFile(file);
    if (!content)
        return invalid(u"--stats-token-file: "_s + content.error().message);
    return tokensIn(u"--stats-token-file: "_s + file, *content);
}

}
