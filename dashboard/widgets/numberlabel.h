#pragma once

#include <QLabel>

namespace footfall::dashboard {

// A label for a number that changes while one looks at it: tabular digits, muted when stale.
class NumberLabel : public QLabel {
    Q_OBJECT
public:
    explicit NumberLabel(QWidget *parent = nullptr);

    void setStale(bool isStale);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {20, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_isStale = false;
};

}
