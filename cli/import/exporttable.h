#pragma once

#include "common/result.h"

#include <QDate>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace footfall::cli {

using ExportRecord = std::vector<std::string>;

// A table that another analytics tool has exported, known by its header: makes events of its records.
class ExportTable {
public:
    virtual ~ExportTable() = default;

    // Appends the events of a record, a line of NDJSON each, and returns how many. Fails with Invalid
    // and the reason; `out` is then as it was. Fails with Failed if none of the table can be read.
    virtual Result<int> append(std::string &out, const ExportRecord &record) = 0;

    // What the user should know of the table before its records; empty: nothing.
    virtual QString note() const { return {}; }
};

// The days that a file says its figures are of.
struct ExportDays {
    QDate first; // invalid: not said
    QDate last;
};

// Of daily figures: Plausible, Matomo, Google Analytics 4. Null if it is no such header.
std::unique_ptr<ExportTable> figureTable(const ExportRecord &header, const std::string &site, const ExportDays &days);

// Of single events: Umami, GoatCounter. Null if it is no such header.
std::unique_ptr<ExportTable> eventTable(const ExportRecord &header, const std::string &site);

// Of all names in lower case: the place of the first that is there.
std::optional<std::size_t> findColumn(const ExportRecord &header, std::initializer_list<std::string_view> names);

std::string jsonText(std::string_view text);

// Writes an event as a line of JSON. An empty text is left out.
class ExportEvent {
public:
    ExportEvent(std::string &out, const std::string &site, std::string_view type);

    ExportEvent &text(std::string_view name, std::string_view value);
    ExportEvent &raw(std::string_view name, std::string_view json);
    void end();

private:
    std::string &m_out;
};

}
