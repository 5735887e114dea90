#pragma once

#include "common/event/event.h"
#include "common/result.h"

#include <QByteArray>
#include <QDate>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace footfall::server {

// Reads the parameters of a query string and remembers what is wrong with the first bad one, so
// that a question reads straight down and asks once at the end. A complaint names the parameter
// and what it takes. A value that is not there, or is wrong, is the default.
class Parameters {
public:
    explicit Parameters(const QByteArray &query)
        : m_query(query)
    {
    }

    bool has(const char *name) const; // and not empty

    // Required, 1 to `most` bytes.
    std::string required(const char *name, qsizetype most);
    std::string siteId() { return required("site_id", maxSiteBytes); }

    // 1 to `most` bytes; valid UTF-8 without U+0000, as all texts are.
    std::optional<std::string> text(const char *name, qsizetype most);
    std::optional<QDate> day(const char *name);
    int number(const char *name, int least, int most, int otherwise);
    // Its place among the choices.
    std::optional<std::size_t> choice(const char *name, std::span<const std::string_view> choices);

    // For what is wrong with several together.
    void refuse(const QString &complaint);

    // What was read, or the first complaint, which is Invalid.
    template <typename T>
    Result<T> result(T read) const
    {
        if (!m_complaint.isEmpty())
            return invalid(m_complaint);
        return read;
    }

private:
    const QByteArray m_query;
    QString m_complaint;
};

}
