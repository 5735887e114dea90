#pragma once

#include <QKeySequence>
#include <QObject>

#include <functional>

class QKeyEvent;
class QWidget;

namespace footfall::dashboard {

// The keys of a window, in one table: from it they are registered, and listed.
class Shortcuts : public QObject {
    Q_OBJECT
public:
    struct Entry {
        QString group;
        QList<QKeySequence> keys; // wherever the focus is, but where text is typed
        // Only where what has the focus has no use for them: arrows, Space, Esc.
        QList<QKeySequence> quietKeys;
        QString text;
        std::function<void()> act;
    };

    explicit Shortcuts(QWidget *window);

    void add(const Entry &entry);
    const QList<Entry> &entries() const { return m_entries; }

    // For the window's keyPressEvent(), where what nobody has used arrives; false: nor do we.
    bool useQuietKey(const QKeyEvent &event) const;

private:
    QWidget *m_window;
    QList<Entry> m_entries;
};

}
