#pragma once

#include <QString>
#include <QWidget>

#include <optional>

namespace footfall::dashboard {

// "▲ 12.4% vs. same hours yesterday": the arrow and the colour say the same, so that either is
// enough. Without a part only the text.
class ChangeLabel : public QWidget {
    Q_OBJECT
public:
    explicit ChangeLabel(QWidget *parent = nullptr);

    // `part`: 0.124 is 12.4% more; none: nothing to measure by.
    void setChange(const std::optional<double> &part, const QString &text);
    QString text() const; // in words
    void setStale(bool isStale);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<double> m_part;
    QString m_text;
    bool m_isStale = false;
};

}
