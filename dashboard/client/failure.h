#pragma once

#include <tl/expected.hpp>

#include <QString>

#include <optional>

namespace footfall::dashboard {

// Why a request gave no figures, in the terms that the window explains it in.
struct Failure {
    enum class Kind {
        Unreachable, // no answer at all
        Refused, // an answer that is an error
        Malformed, // an answer that is not what was asked for
    };
    Kind kind = Kind::Unreachable;
    QString reason;
    std::optional<int> retryAfter = {}; // seconds, when the service said so
    int status = 0; // of HTTP, if it was Refused

    bool operator==(const Failure &) const = default;
};

template <typename T>
using Answer = tl::expected<T, Failure>;

}
