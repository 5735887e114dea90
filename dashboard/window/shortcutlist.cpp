#include "dashboard/window/shortcutlist.h"

#include "dashboard/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// A key as it lies on the desk.
class KeyCap : public QLabel {
public:
    explicit KeyCap(const QString &key)
        : QLabel(key)
    {
        setFont(scaled(font(), 0.9));
        setAlignment(Qt::AlignCenter);
        setFixedSize(std::max(fontMetrics().horizontalAdvance(key) + 12, fontMetrics().height() + 6), fontMetrics().height() + 6);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.border);
        painter.setBrush(theme.page);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.end();
        QLabel::paintEvent(event);
    }
};

QString keyText(const QKeySequence &key)
{
    switch (key[0].key()) {
    case Qt::Key_Left: return u"\u2190"_s;
    case Qt::Key_Right: return u"\u2192"_s;
    case Qt::Key_Space: return ShortcutList::tr("Space");
    case Qt::Key_Escape: return ShortcutList::tr("Esc");
    default: return key.toString(QKeySequence::NativeText);
    }
}

QWidget *keyCaps(const QList<QKeySequence> &keys)
{
    auto *caps = new QWidget;
    auto *row = new QHBoxLayout(caps);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const QKeySequence &key : keys)
        row->addWidget(new KeyCap(keyText(key)));
    row->addStretch(1);
    return caps;
}

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    label->setFont(scaled(label->font(), 1, QFont::DemiBold));
    label->setContentsMargins(0, 10, 0, 2);
    return label;
}

}

ShortcutList::ShortcutList(const QList<Shortcuts::Entry> &entries, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"shortcutList"_s);
    setWindowTitle(tr("Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QStringList groups;
    for (const Shortcuts::Entry &entry : entries) {
        if (!groups.contains(entry.group))
            groups += entry.group;
    }
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(26, 14, 26, 24);
    columns->setSpacing(40);
    const qsizetype half = groups.size() / 2; // the first is the longest
    for (const QStringList &part : {groups.first(half), groups.sliced(half)}) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(14);
        grid->setVerticalSpacing(5);
        for (const QString &group : part) {
            grid->addWidget(heading(group), grid->rowCount(), 0, 1, 2);
            for (const Shortcuts::Entry &entry : entries) {
                if (entry.group != group)
                    continue;
                const int row = grid->rowCount();
                grid->addWidget(keyCaps(entry.keys + entry.quietKeys), row, 0);
                grid->addWidget(new QLabel(entry.text), row, 1);
            }
        }
        grid->setRowStretch(grid->rowCount(), 1);
        columns->addLayout(grid);
    }
}

void ShortcutList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Question)
        return close(), void();
    QDialog::keyPressEvent(event);
}

}
