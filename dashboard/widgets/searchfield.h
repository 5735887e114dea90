#pragma once

#include <QLineEdit>
#include <QTimer>

namespace footfall::dashboard {

// A place to type what to look for. Tells it when the typing rests; Return leaves it, Esc empties
// it, too.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

signals:
    void searched(const QString &text); // without spaces around it
    void left(); // to what is searched

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_rest;
    QString m_told;
};

}
