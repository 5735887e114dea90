#include "dashboard/widgets/headerbar.h"

#include "dashboard/widgets/connectionstatus.h"
#include "dashboard/widgets/daybar.h"
#include "dashboard/widgets/sitebox.h"
#include "dashboard/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace footfall {

HeaderBar::HeaderBar(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_siteBox(new SiteBox)
    , m_dayBar(new DayBar(clock))
    , m_status(new ConnectionStatus(clock))
{
    auto *name = new QLabel(tr("Footfall"));
    name->setFont(scaled(font(), 1.2, QFont::Bold));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 18, 0);
    row->setSpacing(10);
    row->addWidget(name);
    row->addSpacing(4);
    row->addWidget(m_siteBox);
    row->addWidget(m_dayBar);
    row->addStretch(1);
    row->addWidget(m_status);
    setFixedHeight(52);
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

}
