#include "dashboard/models/timeseriesmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/counterparts.h"
#include "dashboard/models/roles.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

bool hasBegun(const Timeseries::Point &point, const QDateTime &now)
{
    return point.time <= now || point.views > 0 || point.events.value_or(0) > 0;
}

void TimeseriesModel::setSeries(const Timeseries &series, const QDateTime &now)
{
    int after = int(series.points.size());
    while (after > 0 && !hasBegun(series.points[after - 1], now))
        --after;
    const int before = rowCount();
    if (series == m_series && after == before)
        return;
    if (!isSameTable(series) || after < before) {
        beginResetModel();
        take(series, after);
        endResetModel();
        return;
    }
    if (after > before)
        beginInsertRows({}, before, after - 1);
    take(series, after);
    if (after > before)
        endInsertRows();
    if (before > 0)
        emit dataChanged(index(0, 0), index(before - 1, columnCount() - 1));
}

void TimeseriesModel::take(const Timeseries &series, int rows)
{
    m_series = series;
    m_rows = rows;
    m_most = 0;
    for (const Timeseries::Point &point : m_series.points)
        m_most = std::max(m_most, point.views);
    takePrevious(m_previous);
}

void TimeseriesModel::takePrevious(const std::optional<Timeseries> &previous)
{
    m_previous = previous;
    m_beside = counterparts(m_series, previous.value_or(Timeseries()));
}

// A time that goes on: as many buckets or more, from the same one on.
bool TimeseriesModel::isSameTable(const Timeseries &series) const
{
    const auto &now = m_series.points;
    return series.site == m_series.site && series.zone == m_series.zone && series.interval == m_series.interval && !now.isEmpty()
        && series.points.size() >= now.size() && series.points.first().time == now.first().time;
}

void TimeseriesModel::setPrevious(const std::optional<Timeseries> &previous)
{
    if (previous == m_previous)
        return;
    if (previous.has_value() != m_previous.has_value()) {
        beginResetModel();
        takePrevious(previous);
        endResetModel();
        return;
    }
    takePrevious(previous);
    if (rowCount() > 0)
        emit dataChanged(index(0, PreviousViews), index(rowCount() - 1, PreviousUsers));
}

void TimeseriesModel::clear()
{
    beginResetModel();
    m_previous.reset();
    take({}, 0);
    endResetModel();
}

int TimeseriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TimeseriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_previous ? int(ColumnCount) : int(PreviousViews);
}

QVariant TimeseriesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column() == Time);
    if (role == SecondaryRole)
        return index.column() >= PreviousViews;
    if (role == FractionRole)
        return m_most > 0 ? double(m_series.points[index.row()].views) / double(m_most) : 0.0;
    if (index.column() == Time) {
        if (role == PlainRole)
            return m_series.points[index.row()].time.toString(Qt::ISODate);
        return role == Qt::DisplayRole ? time(index.row()) : QVariant();
    }
    const auto known = figure(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return known ? exactNumber(*known) : u"\u2013"_s;
    case PlainRole:
        return known ? QVariant(*known) : QVariant();
    case Qt::ToolTipRole:
        return known ? QVariant() : whyUnknown(index.row(), index.column());
    default:
        return {};
    }
}

std::optional<qint64> TimeseriesModel::figure(int row, int column) const
{
    const auto point = column >= PreviousViews ? m_beside[row] : m_series.points[row];
    if (!point)
        return std::nullopt;
    return column == Views || column == PreviousViews ? point->views : point->users;
}

QString TimeseriesModel::whyUnknown(int row, int column) const
{
    if (column >= PreviousViews && !m_beside[row])
        return tr("The time before has no such part");
    return tr("Unique users are counted for the whole site, not for one value alone");
}

QString TimeseriesModel::time(int row) const
{
    const QDateTime &start = m_series.points[row].time;
    const QLocale locale;
    if (m_series.interval == u"month")
        return locale.toString(start, tr("MMMM yyyy", "format of a month"));
    if (m_series.interval != u"hour")
        return locale.toString(start, tr("ddd d MMM yyyy", "format of a day with its weekday"));
    // An hour that clocks show twice tells itself by its offset.
    const QString text = locale.toString(start, tr("ddd d MMM, HH:mm", "format of an hour"));
    const auto &points = m_series.points;
    const auto isTwin = [&](int other) {
        return other >= 0 && other < points.size() && points[other].time.time() == start.time();
    };
    return isTwin(row - 1) || isTwin(row + 1) ? tr("%1 (%2)", "time, offset").arg(text, start.toString(u"t"_s)) : text;
}

QVariant TimeseriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section == Time);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Views: return tr("Views");
    case Users: return tr("Unique users");
    case PreviousViews: return tr("Views before");
    case PreviousUsers: return tr("Unique users before");
    default: return {};
    }
}

}
