#include "server/stats/imported.h"

#include "server/stats/jsonmembers.h"

namespace footfall::server {

namespace {

const QDate firstDay(1970, 1, 1);

}

void Imported::add(const Imported &other)
{
    views += other.views;
    visitors += other.visitors;
}

DbResult<std::vector<ImportedDay>> importedDays(Connection &connection, const std::string &site, const DayRange &days)
{
    return connection.run("imported_days", Params().add(site).add(dateOf(days.first)).add(dateOf(days.last)))
        .map([](const Rows &rows) {
            std::vector<ImportedDay> all;
            for (int row = 0; row < rows.count(); ++row)
                all.push_back({dayOf(rows.number(row, 0)), {rows.number(row, 1), rows.number(row, 2)}});
            return all;
        });
}

DbResult<std::optional<Imported>> importedSum(Connection &connection, const std::string &site, const DayRange &days)
{
    return importedDays(connection, site, days).map([](const std::vector<ImportedDay> &all) {
        std::optional<Imported> sum;
        for (const ImportedDay &day : all) {
            sum = sum.value_or(Imported());
            sum->add(day.figures);
        }
        return sum;
    });
}

DbResult<std::optional<Imported>> addImportedValues(Connection &connection, const std::string &site,
    const std::string &dimension, const DayRange &days, const std::string &search, ValueCounts &values)
{
    return connection
        .run("imported_values",
            Params().add(site).add(dimension).add(search).add(dateOf(days.first)).add(dateOf(days.last)))
        .map([&](const Rows &rows) {
            std::optional<Imported> sum;
            for (int row = 0; row < rows.count(); ++row) {
                const Imported one {rows.number(row, 1), rows.number(row, 2)};
                values.add(rows.text(row, 0), one.views);
                sum = sum.value_or(Imported());
                sum->add(one);
            }
            return sum;
        });
}

void appendImported(std::string &json, const std::optional<Imported> &imported)
{
    if (!imported)
        return;
    std::string members;
    appendMember(members, "views", imported->views);
    appendMember(members, "visitors", imported->visitors);
    appendMember(json, "imported", '{' + members.substr(1) + '}');
}

pgbinary::Day dateOf(QDate day)
{
    return {std::int32_t(firstDay.daysTo(day))};
}

QDate dayOf(std::int64_t since1970)
{
    return firstDay.addDays(since1970);
}

}
