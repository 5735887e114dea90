#include "dashboard/widgets/tabs.h"

#include "dashboard/widgets/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace footfall::dashboard {

namespace {

class Tab : public QAbstractButton {
public:
    explicit Tab(const QString &title)
    {
        setText(title);
        setAccessibleName(title);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }

    // As wide as its bold title, so that nothing moves when it is chosen.
    QSize sizeHint() const override
    {
        const QFontMetrics bold(scaled(font(), 1, QFont::DemiBold));
        return {bold.horizontalAdvance(text()) + 2, bold.height() + 6};
    }
    QSize minimumSizeHint() const override { return {24, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        painter.setFont(scaled(font(), 1, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isChecked() || underMouse() ? theme.text : theme.muted);
        const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width());
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, shown);
        if (hasFocus())
            painter.fillRect(QRect(0, height() - 2, width(), 2), theme.accent);
    }
};

}

Tabs::Tabs(const QStringList &titles, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (const QString &title : titles) {
        auto *tab = new Tab(title);
        m_group.addButton(tab, int(m_group.buttons().size()));
        row->addWidget(tab);
    }
    m_group.button(0)->setChecked(true);
    connect(&m_group, &QButtonGroup::idClicked, this, &Tabs::changed);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

}
