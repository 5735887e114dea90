#include "dashboard/widgets/panelcard.h"

#include "dashboard/charts/chart.h"
#include "dashboard/widgets/caption.h"
#include "dashboard/widgets/charttable.h"
#include "dashboard/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int cardGap = 8;
constexpr int side = 22;

// An arrow down to a line, painted: not every font has one.
class MenuButton : public QToolButton {
public:
    MenuButton()
    {
        setObjectName(u"panelMenu"_s);
        setPopupMode(QToolButton::InstantPopup);
        setFocusPolicy(Qt::TabFocus);
        setFixedSize(side, side);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isHot = underMouse() || isDown() || hasFocus();
        painter.setPen(QPen(isHot ? theme.text : theme.muted, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF c = QRectF(rect()).center();
        painter.drawLine(c + QPointF(0, -5.5), c + QPointF(0, 2));
        painter.drawPolyline(QPolygonF {c + QPointF(-3, -1), c + QPointF(0, 2), c + QPointF(3, -1)});
        painter.drawLine(c + QPointF(-4, 5), c + QPointF(4, 5));
        if (!hasFocus())
            return;
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
};

}

PanelCard::PanelCard(const QString &name, const QString &title, QWidget *parent)
    : Card(parent)
    , m_header(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
    , m_title(new Caption)
    , m_note(new Caption)
    , m_menuButton(new MenuButton)
{
    setObjectName(name);
    m_title->setFont(scaled(font(), 1, QFont::DemiBold));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_note}) {
        label->setMinimumWidth(1); // a long one is cut, rather than the window made wide
        m_header->addWidget(label);
    }
    m_header->setSpacing(cardGap);
    m_header->addStretch(1);
    m_header->addWidget(m_menuButton);
    mirrorMargins();
    m_column->setSpacing(4);
    m_column->addLayout(m_header);
    setTitle(title);
    setNote({});
    fillMenu();
}

// A layout mirrors what is in it, but not its margins.
void PanelCard::mirrorMargins()
{
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    m_column->setContentsMargins(isMirrored ? cardGap : padding, cardGap, isMirrored ? padding : cardGap, cardGap);
}

void PanelCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        mirrorMargins();
    Card::changeEvent(event);
}

void PanelCard::setTitle(const QString &title)
{
    setAccessibleName(title);
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty() && !m_head);
    const QString what = tr("Copy or save: %1").arg(title.isEmpty() ? objectName() : title);
    m_menuButton->setAccessibleName(what);
    m_menuButton->setToolTip(tr("Copy or save"));
}

void PanelCard::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void PanelCard::addBeside(QWidget *widget)
{
    int stretch = 0;
    while (!m_header->itemAt(stretch)->spacerItem())
        ++stretch;
    m_header->insertWidget(stretch, widget);
}

void PanelCard::setHead(QWidget *head)
{
    m_head = head;
    m_header->insertWidget(0, head);
    m_title->hide();
}

void PanelCard::addControl(QWidget *control)
{
    m_header->insertWidget(m_header->count() - 1, control);
}

void PanelCard::setBody(QWidget *body)
{
    showTable(false);
    delete std::exchange(m_body, body);
    m_column->addWidget(body, 1);
    orderTabs();
    fillMenu();
}

// Tab goes as one reads: the header, then what is below it.
void PanelCard::orderTabs()
{
    QWidget *last = nullptr;
    const auto follow = [&last](QWidget *part) {
        for (QWidget *widget : QWidgetList {part} + part->findChildren<QWidget *>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus))
                continue;
            if (last)
                setTabOrder(last, widget);
            last = widget;
        }
    };
    for (int i = 0; i < m_header->count(); ++i) {
        if (QWidget *part = m_header->itemAt(i)->widget())
            follow(part);
    }
    follow(shown());
}

void PanelCard::setTable(QAbstractItemModel *table)
{
    showTable(false);
    m_table = table;
    fillMenu();
}

bool PanelCard::canShowTable() const
{
    return m_table && m_body && !qobject_cast<const BarTable *>(m_body);
}

QWidget *PanelCard::shown() const
{
    return m_chartTable ? m_chartTable : m_body;
}

void PanelCard::showTable(bool isTable)
{
    if (isTable == showsTable() || (isTable && !canShowTable()))
        return;
    const bool isUsed = shown()->isAncestorOf(window()->focusWidget()) || shown() == window()->focusWidget();
    if (isTable) {
        m_chartTable = new ChartTable(m_table);
        m_chartTable->setObjectName(objectName() + u"Table"_s);
        m_chartTable->setAccessibleName(tr("%1, as a table").arg(title()));
        m_chartTable->setStale(m_isStale);
        m_chartTable->setEmptyText(m_emptyText);
        m_column->addWidget(m_chartTable, 1);
        orderTabs();
        m_chartTable->show(); // now, not in an event to come: it may get the focus
    }
    m_body->setVisible(!isTable);
    if (isUsed)
        (isTable ? m_chartTable : m_body)->setFocus(Qt::OtherFocusReason);
    if (!isTable)
        delete std::exchange(m_chartTable, nullptr);
    if (auto *action = findChild<QAction *>(u"showTable"_s))
        action->setText(isTable ? tr("Show as chart") : tr("Show as table"));
    emit tableShown(isTable);
}

void PanelCard::switchTable(QWidget &page)
{
    PanelCard *meant = nullptr;
    for (PanelCard *panel : page.findChildren<PanelCard *>()) {
        if (panel->canShowTable() && (!meant || panel->isAncestorOf(page.focusWidget())))
            meant = panel;
    }
    if (!meant)
        return;
    meant->showTable(!meant->showsTable());
    meant->shown()->setFocus(Qt::ShortcutFocusReason);
}

void PanelCard::setTableStale(bool isStale)
{
    m_isStale = isStale;
    if (m_chartTable)
        m_chartTable->setStale(isStale);
}

void PanelCard::setTableEmptyText(const QString &text)
{
    m_emptyText = text;
    if (m_chartTable)
        m_chartTable->setEmptyText(text);
}

void PanelCard::fillMenu()
{
    delete m_menuButton->menu();
    auto *menu = new QMenu(m_menuButton);
    const auto add = [&](const QString &name, const QString &text, void (PanelCard::*wanted)()) {
        menu->addAction(text, this, wanted)->setObjectName(name);
    };
    if (canShowTable()) {
        QAction *action = menu->addAction(tr("Show as table"), this, [this] { showTable(!showsTable()); });
        action->setObjectName(u"showTable"_s);
        menu->addSeparator();
    }
    if (m_table)
        add(u"copyTable"_s, tr("Copy as table"), &PanelCard::copyTableWanted);
    add(u"copyImage"_s, tr("Copy as picture"), &PanelCard::copyImageWanted);
    menu->addSeparator();
    if (m_table)
        add(u"saveCsv"_s, tr("Save as CSV…"), &PanelCard::saveCsvWanted);
    add(u"saveImage"_s, tr("Save as PNG…"), &PanelCard::saveImageWanted);
    m_menuButton->setMenu(menu);
}

QImage PanelCard::toImage(double scale) const
{
    QWidget *const body = shown();
    if (const auto *chart = qobject_cast<Chart *>(body))
        return chart->toImage(scale);
    const QRect whole(0, 0, width(), body ? body->geometry().bottom() + 1 + cardGap : height());
    QImage image((QSizeF(whole.size()) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::of(palette()).card);
    QPainter painter(&image);
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_note), body}) {
        if (part && !part->isHidden())
            part->render(&painter, part->pos(), {}, DrawChildren);
    }
    if (m_head) {
        painter.setFont(m_title->font());
        painter.setPen(Theme::of(palette()).text);
        painter.drawText(m_head->geometry(), Qt::AlignVCenter | Qt::AlignLeft, title());
    }
    return image;
}

}
