#include "dashboard/language.h"
#include "dashboard/widgets/panelcard.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

struct Message {
    QString source;
    QString translation;
    bool isFinished = true;
};

QList<Message> messages()
{
    QFile file(QStringLiteral(FOOTFALL_SOURCE_DIR "/resources/i18n/footfall_de.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> found;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == u"source")
            found += {xml.readElementText(), {}, true};
        else if (xml.name() == u"translation") {
            found.last().isFinished = !xml.attributes().hasAttribute(u"type"_s);
            found.last().translation = xml.readElementText();
        }
    }
    return found;
}

QSet<QString> placeholders(const QString &text)
{
    static const QRegularExpression place(u"%L?[0-9n]"_s);
    QSet<QString> found;
    for (const auto &match : place.globalMatch(text))
        found += match.captured();
    return found;
}

QString copyText()
{
    PanelCard panel(u"paths"_s, u"Paths"_s);
    return panel.findChild<QAction *>(u"copyImage"_s)->text();
}

}

class TestLanguage : public QObject {
    Q_OBJECT
private slots:
    void noTextIsWithoutGerman();
    void noFigureIsLostInGerman();
    void speaksGermanWhereTheSystemDoes();
    void speaksEnglishElsewhere();
};

void TestLanguage::noTextIsWithoutGerman()
{
    QVERIFY(messages().size() > 300);
    for (const Message &message : messages())
        QVERIFY2(message.isFinished && !message.translation.isEmpty(), qPrintable(message.source));
}

void TestLanguage::noFigureIsLostInGerman()
{
    for (const Message &message : messages())
        QVERIFY2(placeholders(message.source) == placeholders(message.translation), qPrintable(message.translation));
}

void TestLanguage::speaksGermanWhereTheSystemDoes()
{
    speak(*qApp, QLocale(QLocale::German, QLocale::Austria));
    QCOMPARE(copyText(), u"Als Bild kopieren"_s);
    const QDialogButtonBox box(QDialogButtonBox::Close);
    QCOMPARE(box.button(QDialogButtonBox::Close)->text().remove(u'&'), u"Schließen"_s); // Qt's own
    qDeleteAll(qApp->findChildren<QTranslator *>());
}

void TestLanguage::speaksEnglishElsewhere()
{
    speak(*qApp, QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(copyText(), u"Copy as picture"_s);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
