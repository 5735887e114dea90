#include "dashboard/window/sidebar.h"

#include "dashboard/format.h"
#include "dashboard/widgets/behind.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int inset = 12;

// Text at the left, on a soft ground while it is the page that is shown.
class SideButton : public QPushButton {
public:
    SideButton(const QString &name, const QString &text)
    {
        setObjectName(name);
        setText(text);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {100, fontMetrics().height() + 16}; }
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(theme.accent) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? theme.bar : underMouse() ? theme.grid : theme.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(isChecked() ? theme.accent : underMouse() ? theme.text : theme.muted);
        painter.setFont(scaled(font(), 1, isChecked() ? QFont::DemiBold : QFont::Normal));
        const QRect room = rect().adjusted(inset, 0, -inset, 0);
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine | (isMirrored ? Qt::AlignRight : Qt::AlignLeft),
            painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, room.width()));
    }
};

}

Sidebar::Sidebar(QWidget *parent)
    : QWidget(parent)
    , m_behind(new Behind)
    , m_server(new SideButton(u"server"_s, {}))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 14, 10, 12);
    column->setSpacing(3);
    const std::tuple<Page, QString, QString> pages[] = {{Page::Overview, u"showOverview"_s, tr("Overview")},
        {Page::Realtime, u"showRealtime"_s, tr("Realtime")}, {Page::Pipeline, u"showPipeline"_s, tr("Pipeline")}};
    for (const auto &[page, name, text] : pages) {
        auto *button = new SideButton(name, text);
        button->setCheckable(true);
        m_pages.addButton(button, int(page));
        column->addWidget(button);
    }
    connect(&m_pages, &QButtonGroup::idClicked, this, [this](int id) { emit pagePicked(Page(id)); });
    column->addStretch(1);
    column->addWidget(m_behind);
    column->addWidget(m_server);
    connect(m_server, &QPushButton::clicked, this, &Sidebar::serversWanted);
    auto *keys = new SideButton(u"shortcuts"_s, tr("? Shortcuts"));
    connect(keys, &QPushButton::clicked, this, &Sidebar::shortcutsWanted);
    column->addWidget(keys);
    setFixedWidth(148);
    setPage(Page::Overview);
}

void Sidebar::setPage(Page page)
{
    if (QAbstractButton *button = m_pages.button(int(page)))
        button->setChecked(true);
    for (QAbstractButton *button : m_pages.buttons()) // Tab comes to the one that is chosen, arrows to the others
        button->setFocusPolicy(button->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
}

void Sidebar::setQueue(const Queue &queue)
{
    m_behind->setQueue(queue);
}

void Sidebar::setQueueUnknown(const QString &why)
{
    m_behind->setUnknown(why);
}

void Sidebar::setServer(const QString &name, const QString &address)
{
    m_server->setText(displayText(name));
    m_server->setToolTip(plainToolTip(address));
    m_server->setAccessibleName(tr("Server: %1").arg(name));
}

QWidget &Sidebar::serverButton()
{
    return *m_server;
}

void Sidebar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(edge, 0, 1, height(), theme.border);
}

}
