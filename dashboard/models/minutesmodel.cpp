#include "dashboard/models/minutesmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/roles.h"

#include <QTimeZone>

namespace footfall::dashboard {

void MinutesModel::setMinutes(const QList<Realtime::Minute> &minutes)
{
    if (minutes == m_minutes)
        return;
    // The oldest go, and newer ones come: what is selected stays with its minute.
    qsizetype gone = 0;
    while (gone < m_minutes.size() && (minutes.isEmpty() || m_minutes[gone].time != minutes.first().time))
        ++gone;
    remove(0, gone);
    remove(minutes.size(), m_minutes.size() - minutes.size());
    const int kept = rowCount();
    const bool isMore = minutes.size() > kept;
    if (isMore)
        beginInsertRows({}, kept, int(minutes.size()) - 1);
    m_minutes = minutes;
    m_most = 0;
    for (const Realtime::Minute &minute : m_minutes)
        m_most = std::max(m_most, minute.views);
    if (isMore)
        endInsertRows();
    if (kept > 0)
        emit dataChanged(index(0, 0), index(kept - 1, ColumnCount - 1));
}

void MinutesModel::remove(qsizetype first, qsizetype count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, int(first), int(first + count) - 1);
    m_minutes.remove(first, count);
    endRemoveRows();
}

void MinutesModel::setZone(const QByteArray &zone)
{
    m_zone = zone;
    if (!m_minutes.isEmpty())
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int MinutesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_minutes.size());
}

int MinutesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MinutesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Realtime::Minute &minute = m_minutes[index.row()];
    const QDateTime time = minute.time.toTimeZone(QTimeZone(m_zone));
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Time ? QLocale().toString(time, tr("HH:mm", "format of a minute")) : exactNumber(minute.views);
    case PlainRole:
        return index.column() == Time ? QVariant(time.toString(Qt::ISODate)) : QVariant(minute.views);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column() == Time);
    case FractionRole:
        return m_most > 0 ? double(minute.views) / double(m_most) : 0.0;
    default:
        return {};
    }
}

QVariant MinutesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section == Time);
    if (role != Qt::DisplayRole)
        return {};
    return section == Time ? tr("Minute") : tr("Views");
}

}
