#include "dashboard/widgets/emptystate.h"

#include "dashboard/client/statsclient.h"
#include "dashboard/widgets/card.h"
#include "dashboard/widgets/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int codeMargin = 12;

QString firstEvent(const QUrl &ingestUrl)
{
    return u"curl -H 'Content-Type: application/json' \\\n"
           "  -d '{\"site_id\":\"my-site\",\"event_type\":\"page_view\",\"path\":\"/\",\"user_id\":\"me\"}' \\\n  "_s
        + endpoint(ingestUrl, u"/event"_s).toString();
}

}

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_line(new QPlainTextEdit)
{
    setObjectName(u"emptyState"_s);
    auto *title = new QLabel(tr("No events yet"));
    title->setFont(scaled(font(), 1.5, QFont::Bold));
    auto *hint = new QLabel(tr("Send the first one, and its site appears here within a second:"));
    hint->setForegroundRole(QPalette::PlaceholderText);

    QPlainTextEdit *const line = m_line;
    line->setObjectName(u"firstEvent"_s);
    line->setAccessibleName(tr("Command that sends a first event"));
    line->setReadOnly(true);
    line->setTabChangesFocus(true);
    line->setLineWrapMode(QPlainTextEdit::NoWrap);
    line->setFrameShape(QFrame::NoFrame);
    line->setFont(scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), 1));
    line->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    line->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    line->viewport()->setBackgroundRole(QPalette::AlternateBase);
    line->document()->setDocumentMargin(codeMargin);
    line->setFixedHeight(line->fontMetrics().lineSpacing() * 3 + 2 * codeMargin + 2);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"copyFirstEvent"_s);
    connect(copy, &QPushButton::clicked, line,
        [line] { QGuiApplication::clipboard()->setText(line->toPlainText()); });

    auto *card = new Card;
    auto *box = new QVBoxLayout(card);
    setIngestUrl({});
    box->setContentsMargins(28, 24, 28, 24);
    box->setSpacing(10);
    box->addWidget(title);
    box->addWidget(hint);
    box->addWidget(line);
    box->addWidget(copy, 0, Qt::AlignLeft);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(card, 0, Qt::AlignHCenter);
    outer->addStretch(3);
}

void EmptyState::setIngestUrl(const QUrl &url)
{
    m_line->setPlainText(firstEvent(url.isEmpty() ? QUrl(u"http://127.0.0.1:3000"_s) : url));
    const QStringList lines = m_line->toPlainText().split(u'\n');
    int widest = 0;
    for (const QString &text : lines)
        widest = std::max(widest, m_line->fontMetrics().horizontalAdvance(text));
    m_line->setMinimumWidth(widest + 2 * codeMargin + 4);
}

}
