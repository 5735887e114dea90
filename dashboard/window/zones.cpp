#include "dashboard/window/zones.h"

#include "dashboard/look/range.h"
#include "dashboard/models/roles.h"

#include <QStandardItemModel>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

QString offsetText(int seconds)
{
    const QTime offset = QTime(0, 0).addSecs(qAbs(seconds));
    return (seconds < 0 ? u"\u2212"_s : u"+"_s) + offset.toString(u"H:mm"_s);
}

}

QAbstractItemModel *zonesTable(const QDateTime &now, QObject *parent)
{
    auto *table = new QStandardItemModel(0, 2, parent);
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds()) {
        if (!isZone(zone))
            continue;
        auto *name = new QStandardItem(QString::fromLatin1(zone));
        name->setData(name->text(), PlainRole);
        auto *offset = new QStandardItem(offsetText(QTimeZone(zone).offsetFromUtc(now)));
        offset->setData(true, SecondaryRole);
        table->appendRow({name, offset});
    }
    return table;
}

QByteArray localZone()
{
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    return isZone(zone) && zone != "Etc/UTC" ? zone : QByteArray("UTC");
}

}
