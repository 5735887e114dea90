#pragma once

#include "dashboard/look/look.h"

#include <QPushButton>

namespace footfall::dashboard {

// The value that the figures are limited to; a click on it ends that. Hidden while there is none.
class FilterChip : public QPushButton {
    Q_OBJECT
public:
    explicit FilterChip(QWidget *parent = nullptr);

    void setFilter(const std::optional<Filter> &filter);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

}
