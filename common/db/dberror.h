#pragma once

#include <tl/expected.hpp>

#include <QString>

#include <string>

namespace footfall {

// What PostgreSQL or the way to it answered.
struct DbError {
    std::string sqlState; // five characters; empty if the connection itself failed
    QString message;

    // The data of the statement is at fault, so that sending it again can never help. Only
    // these may ever send an event to rejected_events: numeric, text and time values out of
    // range (class 22), NULL where none may be, a CHECK, a row or key that is too large.
    bool isData() const
    {
        return sqlState.starts_with("22") || sqlState == "23502" || sqlState == "23514" || sqlState == "54000";
    }
};

template <typename T>
using DbResult = tl::expected<T, DbError>;

// What went wrong, for a caller whose own result is of another type.
template <typename T>
tl::unexpected<DbError> errorOf(const DbResult<T> &result)
{
    return tl::unexpected(result.error());
}

// Whether it went well, for a caller who does not need the value.
template <typename T>
DbResult<void> outcomeOf(const DbResult<T> &result)
{
    return result ? DbResult<void>() : errorOf(result);
}

}
