#pragma once

#include <QPushButton>

namespace footfall::dashboard {

// A button that shows a drawing instead of its name.
class IconButton : public QPushButton {
    Q_OBJECT
public:
    enum class Icon { Refresh, More };

    IconButton(Icon icon, const QString &name, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
};

}
