#include "dashboard/widgets/searchfield.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(u"search"_s);
    setPlaceholderText(tr("/ search", "the key, and what it does"));
    setAccessibleName(tr("Search"));
    setToolTip(tr("Any part of a value; the key / comes here, Esc leaves"));
    setMaxLength(512);
    setTextMargins(5, 0, 4, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_rest.setSingleShot(true);
    m_rest.setInterval(150);
    connect(&m_rest, &QTimer::timeout, this, &SearchField::tell);
    connect(this, &QLineEdit::textChanged, &m_rest, qOverload<>(&QTimer::start));
}

QSize SearchField::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 15, fontMetrics().height() + 6};
}

void SearchField::tell()
{
    m_rest.stop();
    const QString text = this->text().trimmed();
    if (std::exchange(m_told, text) != text)
        emit searched(text);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        clear();
        tell();
        return emit left();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        tell();
        return emit left();
    default:
        QLineEdit::keyPressEvent(event);
    }
}

}
