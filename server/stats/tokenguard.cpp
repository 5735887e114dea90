#include "server/stats/tokenguard.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

Answer unauthorized(const QString &message, const QByteArray &more = {})
{
    Answer answer = Answer::error(401, message);
    answer.headers = "WWW-Authenticate: Bearer realm=\"footfall\"" + more + "\r\n";
    return answer;
}

}

TokenGuard::TokenGuard(const QByteArrayList &tokens)
{
    for (const QByteArray &token : tokens)
        m_digests.push_back(digestOf(token));
}

TokenGuard::Digest TokenGuard::digestOf(const QByteArray &token)
{
    Digest digest;
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char *>(token.constData()),
        std::size_t(token.size()), nullptr, 0);
    return digest;
}

std::optional<Answer> TokenGuard::refuse(const Request &request) const
{
    if (m_digests.empty())
        return std::nullopt;
    static constexpr QByteArrayView scheme = "bearer ";
    if (request.authorization.first(std::min(scheme.size(), request.authorization.size())).toLower() != scheme)
        return unauthorized(u"Authorization: a token is needed, as Bearer TOKEN"_s);
    const Digest given = digestOf(request.authorization.mid(scheme.size()).trimmed());
    bool isKnown = false;
    for (const Digest &digest : m_digests) // all of them, whichever it is
        isKnown |= sodium_memcmp(digest.data(), given.data(), given.size()) == 0;
    if (!isKnown)
        return unauthorized(u"Authorization: not a valid token"_s, ", error=\"invalid_token\"");
    return std::nullopt;
}

}
