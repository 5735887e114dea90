#include "dashboard/models/pipelinehistorymodel.h"

#include "dashboard/models/roles.h"

#include <QLocale>

namespace footfall {

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

QString shown(const PipelineSample &sample, int column)
{
    if (column == PipelineHistoryModel::Time)
        return sample.time.toLocalTime().toString(u"HH:mm:ss");
    const QVariant value = plain(sample, column);
    if (!value.isValid())
        return QStringLiteral("\u2013");
    const bool isCount = value.typeId() == QMetaType::LongLong;
    return isCount ? QLocale().toString(value.toLongLong()) : QLocale().toString(value.toDouble(), 'f', 1);
}

}

// All rows move: nobody but an export reads them, so they are not told one by one.
void PipelineHistoryModel::add(
    const QDateTime &time, const std::optional<Queue> &queue, const std::optional<Pipeline> &pipeline)
{
    beginResetModel();
    m_history.add(time, queue, pipeline);
    endResetModel();
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
    case Qt::DisplayRole: return shown(sample, index.column());
    case PlainRole: return plain(sample, index.column());
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (index.column() == Time ? Qt::AlignLeft : Qt::AlignRight));
    default: return {};
    }
}

QVariant PipelineHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
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
