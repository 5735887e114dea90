#pragma once

#include "dashboard/client/figures.h"

#include <QWidget>

namespace footfall::dashboard {

// How far the figures are behind what was accepted: "0.1 s behind", with a mark that reads
// without its colour: a dot while all is well, a triangle while it is not, a ring while nobody knows.
class Behind : public QWidget {
    Q_OBJECT
public:
    explicit Behind(QWidget *parent = nullptr);

    void setQueue(const Queue &queue);
    void setUnknown(const QString &why);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Mark { Well, Late, Unknown };
    void say(Mark mark, const QString &text, const QString &toolTip);

    Mark m_mark = Mark::Unknown;
    QString m_text;
};

}
