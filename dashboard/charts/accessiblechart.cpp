#include "dashboard/charts/accessiblechart.h"

#include "dashboard/charts/chart.h"

namespace footfall::dashboard {

namespace {

// Called with every class of an object in turn, the most derived first.
QAccessibleInterface *make(const QString &className, QObject *object)
{
    if (className != QLatin1String(Chart::staticMetaObject.className()))
        return nullptr;
    return new AccessibleChart(qobject_cast<QWidget *>(object));
}

}

void AccessibleChart::install()
{
    QAccessible::installFactory(make); // Qt keeps it once
}

AccessibleChart::AccessibleChart(QWidget *chart)
    : QAccessibleWidget(chart, QAccessible::Chart)
{
}

QString AccessibleChart::text(QAccessible::Text text) const
{
    if (text == QAccessible::Value)
        return static_cast<Chart *>(widget())->readout();
    return QAccessibleWidget::text(text);
}

}
