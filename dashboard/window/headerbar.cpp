#include "dashboard/window/headerbar.h"

#include "dashboard/models/sitesmodel.h"
#include "dashboard/pages/comparison.h"
#include "dashboard/widgets/connectionstatus.h"
#include "dashboard/widgets/iconbutton.h"
#include "dashboard/widgets/menus.h"
#include "dashboard/widgets/picker.h"
#include "dashboard/widgets/rangebar.h"
#include "dashboard/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

HeaderBar::HeaderBar(const Clock &clock, QAbstractItemModel &sites, QAbstractItemModel &zones, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_site(new Picker(tr("Site"), &sites, SitesModel::ViewsToday, Qt::DescendingOrder))
    , m_ranges(new RangeBar)
    , m_compare(new QPushButton)
    , m_zone(new Picker(tr("Time zone"), &zones, 0, Qt::AscendingOrder))
    , m_status(new ConnectionStatus(clock))
    , m_pause(new QPushButton)
    , m_refresh(new IconButton(IconButton::Icon::Refresh, tr("Refresh now")))
    , m_menu(new IconButton(IconButton::Icon::More, tr("Menu")))
{
    auto *brand = new QLabel(tr("Footfall"));
    brand->setFont(scaled(font(), 1.2, QFont::Bold));
    m_site->setObjectName(u"site"_s);
    m_zone->setObjectName(u"zone"_s);
    m_compare->setObjectName(u"compare"_s);
    m_compare->setProperty("chevron", true);
    m_compare->setToolTip(tr("What the figures are set against"));
    m_pause->setObjectName(u"pause"_s);
    m_refresh->setObjectName(u"refresh"_s);
    m_menu->setObjectName(u"menu"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 18, 0);
    row->setSpacing(8);
    row->addWidget(brand);
    row->addWidget(m_site);
    row->addWidget(m_ranges, 1);
    row->addWidget(m_compare);
    row->addWidget(m_zone);
    row->addSpacing(6);
    row->addWidget(m_status);
    row->addWidget(m_pause);
    row->addWidget(m_refresh);
    row->addWidget(m_menu);
    setFixedHeight(52);
    for (QWidget *hideable : std::initializer_list<QWidget *> {m_ranges, m_compare}) {
        QSizePolicy policy = hideable->sizePolicy();
        policy.setRetainSizeWhenHidden(true); // the others stay where they are
        hideable->setSizePolicy(policy);
    }
    connectControls();
    setLook({});
    setPaused(false);
}

void HeaderBar::connectControls()
{
    connect(m_site, &Picker::picked, this, &HeaderBar::sitePicked);
    connect(m_ranges, &RangeBar::picked, this, &HeaderBar::rangePicked);
    connect(m_ranges, &RangeBar::customWanted, this, &HeaderBar::customRangeWanted);
    connect(m_compare, &QPushButton::clicked, this, &HeaderBar::openCompare);
    connect(m_zone, &Picker::picked, this, [this](const QString &zone) { emit zonePicked(zone.toLatin1()); });
    connect(m_pause, &QPushButton::clicked, this, &HeaderBar::pauseToggled);
    connect(m_refresh, &QPushButton::clicked, this, &HeaderBar::refreshWanted);
    connect(m_menu, &QPushButton::clicked, this, &HeaderBar::menuWanted);
}

QWidget &HeaderBar::menuButton()
{
    return *m_menu;
}

void HeaderBar::setTakesRange(bool takesRange)
{
    m_ranges->setVisible(takesRange);
    m_compare->setVisible(takesRange);
}

void HeaderBar::setLook(const Look &look)
{
    m_look = look;
    m_site->setChosen(look.site);
    m_ranges->setRange(look.range);
    m_zone->setChosen(QString::fromLatin1(look.zone));
    const bool isAll = look.range.preset == Range::Preset::All; // before it there is nothing
    const QString with = comparisonName(look.compare, look, m_clock());
    const bool isNoun = QLocale().language() == QLocale::German; // which keeps its capital
    m_compare->setText(with.isEmpty() ? tr("Compare") : tr("Compare: %1").arg(isNoun ? with : QLocale().toLower(with.left(1)) + with.mid(1)));
    m_compare->setAccessibleName(with.isEmpty() ? tr("Compared with nothing") : m_compare->text());
    m_compare->setEnabled(!isAll);
}

void HeaderBar::openCompare()
{
    QList<MenuChoice> choices;
    for (const Compare compare : {Compare::Previous, Compare::Year, Compare::None}) {
        const QString text = compare == Compare::None ? tr("Nothing") : comparisonName(compare, m_look, m_clock());
        choices += {text, compare == m_look.compare, [this, compare] { emit comparePicked(compare); }};
    }
    openBelow(m_compare, choices);
}

void HeaderBar::setPaused(bool isPaused)
{
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(isPaused ? tr("Ask for new figures again") : tr("Ask for nothing new until you resume"));
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

}
