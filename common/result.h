#pragma once

#include <tl/expected.hpp>

#include <QString>

namespace footfall {

// What went wrong, in words for the person who has to mend it. `kind` is what the
// caller may act on; the one place that turns it into an HTTP status is
// server/http/answer.cpp.
struct Error {
    enum class Kind {
        Invalid, // the input breaks a rule: mend it, then send it again
        TooLarge, // the input is over a limit
        Forbidden, // the input is right, but not for this sender
        Full, // no room now; nothing was taken; try later
        Unavailable, // something that is needed is away; try later
        Failed, // final: a disk or a file that can no longer be trusted
    };
    Kind kind = Kind::Invalid;
    QString message;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> invalid(QString message)
{
    return tl::unexpected(Error {Error::Kind::Invalid, std::move(message)});
}

inline tl::unexpected<Error> forbidden(QString message)
{
    return tl::unexpected(Error {Error::Kind::Forbidden, std::move(message)});
}

inline tl::unexpected<Error> failed(QString message)
{
    return tl::unexpected(Error {Error::Kind::Failed, std::move(message)});
}

inline tl::unexpected<Error> unavailable(QString message)
{
    return tl::unexpected(Error {Error::Kind::Unavailable, std::move(message)});
}

}
