#pragma once

#include <QLabel>

namespace footfall::dashboard {

// A label whose text stands where lines begin in its layout. A QLabel goes by the direction of the
// text alone, and would put a number, or Latin letters, on the far side of a window from right to left.
class Caption : public QLabel {
    Q_OBJECT
public:
    explicit Caption(const QString &text = {}, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void align();
};

}
