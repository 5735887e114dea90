#include "dashboard/widgets/appicon.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

// What a desktop reads of us is as its specifications want it.
class TestDesktopFiles : public QObject {
    Q_OBJECT
private slots:
    void areValid_data();
    void areValid();
    void startTheProgramThatIsInstalled();
    void theIconIsThereInEverySize_data();
    void theIconIsThereInEverySize();
};

namespace {

QString file(const QString &suffix)
{
    return QStringLiteral(FOOTFALL_SOURCE_DIR "/resources/desktop/") + desktopId + suffix;
}

}

void TestDesktopFiles::areValid_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("desktop file") << u"desktop-file-validate"_s << QStringList {file(u".desktop"_s)};
    QTest::newRow("AppStream") << u"appstreamcli"_s
                               << QStringList {u"validate"_s, u"--no-net"_s, u"--pedantic"_s, file(u".metainfo.xml"_s)};
}

void TestDesktopFiles::areValid()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(program, arguments);
    QVERIFY(check.waitForFinished());
    const QByteArray said = check.readAll();
    // Debian 13's AppStream fails where there is no page in the web to name.
    const bool lacksOnlyItsPage = said.contains("url-homepage-missing")
        && said.count("W: ") + said.count("E: ") == 1;
    QVERIFY2(check.exitCode() == 0 || lacksOnlyItsPage, said.constData());
}

void TestDesktopFiles::startTheProgramThatIsInstalled()
{
    QSettings entry(file(u".desktop"_s), QSettings::IniFormat);
    entry.beginGroup(u"Desktop Entry"_s);
    QVERIFY(QFile::exists(QStringLiteral(FOOTFALL_BIN_DIR "/") + entry.value(u"Exec"_s).toString()));
    QCOMPARE(entry.value(u"Icon"_s).toString(), desktopId);
    QFile metainfo(file(u".metainfo.xml"_s));
    QVERIFY(metainfo.open(QIODevice::ReadOnly));
    const QString xml = QString::fromUtf8(metainfo.readAll());
    for (const QString &part : {u"<id>%1</id>"_s.arg(desktopId), u"<launchable type=\"desktop-id\">%1.desktop</launchable>"_s.arg(desktopId)})
        QVERIFY2(xml.contains(part), qPrintable(part));
}

void TestDesktopFiles::theIconIsThereInEverySize_data()
{
    QTest::addColumn<int>("side");
    for (const int side : {16, 24, 32, 48, 128, 256})
        QTest::addRow("%d", side) << side;
}

void TestDesktopFiles::theIconIsThereInEverySize()
{
    QFETCH(int, side);
    const QImage image = appIcon().pixmap(side).toImage();
    QCOMPARE(image.size(), QSize(side, side));
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0); // round corners
    QCOMPARE(image.pixelColor(side / 2, side / 2).name(), u"#2f6bea"_s); // between the steps
}

QTEST_MAIN(TestDesktopFiles)
#include "tst_desktopfiles.moc"
