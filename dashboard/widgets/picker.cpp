#include "dashboard/widgets/picker.h"

#include "dashboard/format.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/models/roles.h"
#include "dashboard/widgets/bartable.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int widestChoice = 190;
constexpr int besideText = 42; // the button's margins, and the chevron

}

Picker::Picker(const QString &what, QAbstractItemModel *table, int orderColumn, Qt::SortOrder order, QWidget *parent)
    : QPushButton(parent)
    , m_what(what)
    , m_rows(new RankProxy(this))
    , m_popup(new QFrame(this, Qt::Popup))
    , m_search(new QLineEdit)
    , m_table(new BarTable)
{
    setProperty("chevron", true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_rows->setSourceModel(table);
    buildPopup(orderColumn, order);
    connect(this, &QPushButton::clicked, this, &Picker::openPopup);
    showChosen();
}

void Picker::buildPopup(int orderColumn, Qt::SortOrder order)
{
    m_rows->sort(orderColumn, order);
    m_popup->setFrameShape(QFrame::StyledPanel);
    m_popup->setAccessibleName(m_what);
    m_popup->setBackgroundRole(QPalette::Base);
    m_popup->setAutoFillBackground(true);
    m_search->setObjectName(u"search"_s);
    m_search->setPlaceholderText(tr("Type any part"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setTextMargins(4, 0, 4, 0);
    m_search->installEventFilter(this);
    m_popup->installEventFilter(this);
    m_table->setObjectName(u"choices"_s);
    m_table->setAccessibleName(m_what);
    m_table->setModel(m_rows);
    m_table->setEmptyText(tr("None like this"));
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->horizontalHeader()->setVisible(m_rows->columnCount() > 2);
    auto *column = new QVBoxLayout(m_popup);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_search);
    column->addWidget(m_table);
    connect(m_search, &QLineEdit::textChanged, this, &Picker::search);
    connect(m_table, &BarTable::chosen, this, &Picker::pickCurrent);
}

void Picker::setChosen(const QString &id)
{
    m_chosen = id;
    showChosen();
}

// Shortened in the middle, since both ends of a site's and of a zone's name tell it from others.
void Picker::showChosen()
{
    const QString full = m_chosen.isEmpty() ? m_what : displayText(m_chosen);
    QString shown = fontMetrics().elidedText(full, Qt::ElideMiddle, widestChoice);
    setText(shown.replace(u'&', u"&&"_s));
    setToolTip(shown == full ? m_what : plainToolTip(full));
    setAccessibleName(tr("%1: %2").arg(m_what, full));
    updateGeometry();
}

QSize Picker::sizeHint() const
{
    const QString text = this->text().replace(u"&&"_s, u"&"_s);
    return {fontMetrics().horizontalAdvance(text) + besideText, QPushButton::sizeHint().height()};
}

QSize Picker::minimumSizeHint() const
{
    return sizeHint();
}

void Picker::openPopup()
{
    m_search->clear();
    search({});
    const int rows = std::clamp(m_rows->rowCount(), 3, 12);
    const int header = m_table->horizontalHeader()->isHidden() ? 0 : m_table->horizontalHeader()->height();
    m_table->setFixedHeight(rows * m_table->verticalHeader()->defaultSectionSize() + header);
    m_popup->setFixedWidth(std::max(width(), 320));
    m_popup->adjustSize();
    QPoint at = mapToGlobal(QPoint(layoutDirection() == Qt::RightToLeft ? width() - m_popup->width() : 0, height() + 4));
    const QRect room = screen()->availableGeometry();
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - m_popup->width())));
    m_popup->move(at);
    m_focusBefore = window()->focusWidget();
    m_popup->show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void Picker::search(const QString &text)
{
    m_rows->setSearch(text.trimmed());
    const QModelIndex chosen = text.isEmpty() ? rowOf(m_chosen) : QModelIndex();
    m_table->setCurrentIndex(chosen.isValid() ? chosen : m_rows->index(0, 0));
    m_table->scrollTo(m_table->currentIndex());
}

QModelIndex Picker::rowOf(const QString &id) const
{
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (const QModelIndex index = m_rows->index(row, 0); index.data(PlainRole) == id)
            return index;
    }
    return {};
}

void Picker::pickCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const QString id = current.siblingAtColumn(0).data(PlainRole).toString();
    m_popup->hide();
    if (id == m_chosen)
        return;
    setChosen(id);
    emit picked(id);
}

void Picker::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        showChosen();
}

// However it was closed, keys go on to where they went before.
void Picker::giveFocusBack()
{
    m_search->clearFocus();
    window()->activateWindow();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

// Typing and moving go together: the field has the focus, the table moves.
bool Picker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_popup && event->type() == QEvent::Hide)
        giveFocusBack();
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QPushButton::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_table, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pickCurrent();
        return true;
    case Qt::Key_Escape:
        m_popup->hide();
        return true;
    default:
        return false;
    }
}

}
