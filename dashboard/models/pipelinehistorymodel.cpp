#include "dashboard/models/pipelinehistorymodel.h"

#include "dashboard/models/roles.h"

#include <QLocale>

namespace footfall::dashboard {

namespace {

template <typename T>
QVariant orNothing(const std::optional<T> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant plain(const PipelineSample &sample, int column)
{
    using Model = PipelineHistoryModel;
    switch (column) {
    case Model::Time: return sample.time.toString(Qt::ISODateWithMs);
    case Model::Waiting: return orNothing(sample.waiting);
    case Model::Oldest: return orNothing(sample.oldestSeconds);
    case Model::In: return orNothing(sample.inPerSecond);
    case Model::Out: return orNothing(sample.outPerSecond);
    case Model::Commit: return orNothing(sample.commitMs);
    case Model::Rejected: return orNothing(sample.rejectedEvents);
    default: return orNothing(sample.rateLimited);
    }
}

QString shown(const PipelineSample &sample, int column, const QTimeZone &zone)
{
    if (column == PipelineHistoryModel::Time)
        return sample.time.toTimeZone(zone).toString(u"HH:mm:ss");
    const QVariant value = plain(sample, column);
    if (!value.isValid())
        return QStringLiteral("\u2013");
    const bool isCount = value.typeId() == QMetaType::LongLong;
    return isCount ? QLocale().toString(value.toLongLong()) : QLocale().toString(value.toDouble(), 'f', 1);
}

}

void PipelineHistoryModel::add(
    const QDateTime &time, const std::optional<Queue> &queue, const std::optional<Pipeline> &pipeline)
{
    if (const int kept = int(m_history.countBefore(time)); kept < rowCount()) {
        beginRemoveRows({}, kept, rowCount() - 1);
        m_history.truncate(std::size_t(kept));
        endRemoveRows();
    }
    if (m_history.isFull()) {
        beginRemoveRows({}, 0, 0);
        m_history.dropOldest();
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_history.add(time, queue, pipeline);
    endInsertRows();
}

void PipelineHistoryModel::setZone(const QByteArray &zone)
{
    m_zone = QTimeZone(zone);
    if (rowCount() > 0)
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

void PipelineHistoryModel::clear()
{
    beginResetModel();
    m_history.clear();
    endResetModel();
}

int PipelineHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(samples().size());
}

int PipelineHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PipelineHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PipelineSample &sample = samples()[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return shown(sample, index.column(), m_zone);
    case PlainRole: return plain(sample, index.column());
    case Qt::TextAlignmentRole: return alignmentOf(index.column() == Time);
    default: return {};
    }
}

QVariant PipelineHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section == Time);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Waiting: return tr("Waiting events");
    case Oldest: return tr("Oldest (s)");
    case In: return tr("Events in/s");
    case Out: return tr("Events out/s");
    case Commit: return tr("Commit (ms)");
    case Rejected: return tr("Refused by PostgreSQL");
    case RateLimited: return tr("Rate-limited requests");
    default: return {};
    }
}

}
