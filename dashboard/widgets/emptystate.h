#pragma once

#include <QUrl>
#include <QWidget>

namespace footfall {

// What stands in the window before the first event: how to send one.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QUrl &ingestUrl, QWidget *parent = nullptr);
};

}
