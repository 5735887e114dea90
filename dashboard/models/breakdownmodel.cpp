#include "dashboard/models/breakdownmodel.h"

#include "dashboard/format.h"
#include "dashboard/look/dimension.h"
#include "dashboard/models/roles.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// Nearly all referrers begin alike, and a column has little room; the tooltip has it all.
QString withoutScheme(const QString &url)
{
    for (const QString &scheme : {u"https://"_s, u"http://"_s}) {
        if (url.startsWith(scheme))
            return url.mid(scheme.size());
    }
    return url;
}

}

BreakdownModel::BreakdownModel(const QString &dimension, QObject *parent)
    : KeyedRows(&Breakdown::Row::value, ColumnCount, parent)
    , m_dimension(dimension)
{
}

void BreakdownModel::setRows(const QList<Breakdown::Row> &rows, qint64 totalRows)
{
    qint64 most = 0;
    for (const Breakdown::Row &row : rows)
        most = std::max(most, row.figure);
    m_totalRows = totalRows;
    const bool barsChange = std::exchange(m_most, most) != most;
    merge(rows, barsChange);
}

void BreakdownModel::setPaths(const QList<PathViews> &paths)
{
    QList<Breakdown::Row> rows;
    for (const PathViews &path : paths)
        rows += {path.path, path.views};
    setRows(rows, rows.size());
}

void BreakdownModel::setWhole(const std::optional<qint64> &whole)
{
    if (std::exchange(m_whole, whole) != whole)
        tellAll();
}

void BreakdownModel::setChosen(const std::optional<QString> &value)
{
    if (std::exchange(m_chosen, value) != value)
        tellAll();
}

QVariant BreakdownModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Breakdown::Row &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case PlainRole:
        return plain(row, index.column());
    case ValueRole:
        return row.value;
    case Qt::ToolTipRole:
        return index.column() == Value ? plainToolTip(row.value) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column() == Value);
    case FractionRole:
        return m_most > 0 ? std::clamp(double(row.figure) / double(m_most), 0.0, 1.0) : 0.0;
    case SecondaryRole:
        return index.column() == Share;
    case ChosenRole:
        return m_chosen == row.value;
    default:
        return {};
    }
}

QVariant BreakdownModel::plain(const Breakdown::Row &row, int column) const
{
    switch (column) {
    case Value: return row.value;
    case Figure: return row.figure;
    default: return m_whole.value_or(0) > 0 ? QVariant(double(row.figure) / double(*m_whole)) : QVariant();
    }
}

QString BreakdownModel::shown(const Breakdown::Row &row, int column) const
{
    switch (column) {
    case Value: return displayText(valueText(m_dimension, m_dimension == u"referrer" ? withoutScheme(row.value) : row.value));
    case Figure: return exactNumber(row.figure);
    default: return m_whole.value_or(0) > 0 ? percentage(double(row.figure) / double(*m_whole)) : QString();
    }
}

QVariant BreakdownModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section == Value);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Value: return dimensionName(m_dimension);
    case Figure: return countsEvents(m_dimension) ? tr("Events") : tr("Views");
    case Share: return tr("Share");
    default: return {};
    }
}

}
