#include "dashboard/models/workersmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/roles.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// A state of a later version is shown as it is.
QString stateText(const QString &state)
{
    if (state == u"idle")
        return WorkersModel::tr("idle");
    if (state == u"writing")
        return WorkersModel::tr("writing");
    if (state == u"waiting for PostgreSQL")
        return WorkersModel::tr("waiting for PostgreSQL");
    if (state == u"stale")
        return WorkersModel::tr("not heard for 10 s");
    return displayText(state);
}

QVariant plain(const Pipeline::Worker &worker, int column)
{
    switch (column) {
    case WorkersModel::Name: return worker.name;
    case WorkersModel::State: return worker.state;
    case WorkersModel::LastCommit: return worker.lastCommitAt ? QVariant(worker.lastCommitAt->toString(Qt::ISODateWithMs)) : QVariant();
    case WorkersModel::EventsPerSecond: return worker.eventsPerSecond;
    default: return worker.lastCommitAt ? QVariant(worker.commitMs) : QVariant();
    }
}

QString shown(const Pipeline::Worker &worker, int column, const QTimeZone &zone)
{
    const QString unknown = u"\u2013"_s;
    const QLocale locale;
    switch (column) {
    case WorkersModel::Name: return displayText(worker.name);
    case WorkersModel::State: return stateText(worker.state);
    case WorkersModel::LastCommit:
        return worker.lastCommitAt ? worker.lastCommitAt->toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s) : unknown;
    case WorkersModel::EventsPerSecond:
        return locale.toString(worker.eventsPerSecond, 'f', worker.eventsPerSecond > 0 && worker.eventsPerSecond < 9.95 ? 1 : 0);
    default:
        return worker.lastCommitAt ? WorkersModel::tr("%1 ms").arg(locale.toString(worker.commitMs, 'f', worker.commitMs < 9.95 ? 1 : 0))
                                   : unknown;
    }
}

}

WorkersModel::WorkersModel(QObject *parent)
    : KeyedRows(&Pipeline::Worker::name, ColumnCount, parent)
{
}

void WorkersModel::setZone(const QByteArray &zone)
{
    m_zone = QTimeZone(zone);
    tellAll();
}

QVariant WorkersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Pipeline::Worker &worker = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(worker, index.column(), m_zone);
    case PlainRole:
        return plain(worker, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Name)
            return plainToolTip(worker.name);
        return index.column() >= LastCommit && !plain(worker, index.column()).isValid() ? tr("It has committed nothing yet") : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column() < LastCommit);
    case SecondaryRole:
        return worker.state == u"stale";
    default:
        return {};
    }
}

QVariant WorkersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section < LastCommit);
    if (role == Qt::ToolTipRole && section == EventsPerSecond)
        return tr("Over the last 10 s");
    if (role == Qt::ToolTipRole && section == CommitMs)
        return tr("How long its last transaction took");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Worker");
    case State: return tr("State");
    case LastCommit: return tr("Last commit");
    case EventsPerSecond: return tr("Events/s");
    case CommitMs: return tr("Commit");
    default: return {};
    }
}

}
