#pragma once

#include "server/http/answer.h"
#include "server/http/request.h"

#include <QByteArrayList>

#include <array>
#include <vector>

namespace footfall::server {

// Lets in who brings one of the tokens as `Authorization: Bearer TOKEN` (RFC 6750), or, without
// tokens, everybody. Immutable, so any thread may ask.
class TokenGuard {
public:
    explicit TokenGuard(const QByteArrayList &tokens);

    // The 401 for this request; nullopt: it may go on.
    std::optional<Answer> refuse(const Request &request) const;

private:
    using Digest = std::array<unsigned char, 32>;
    static Digest digestOf(const QByteArray &token);

    // Of equal length, and unknown to whoever guesses, so that the time of a comparison tells
    // neither the length nor a part of a token.
    std::vector<Digest> m_digests;
};

}
