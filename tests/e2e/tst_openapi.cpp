// The document and the services say the same: every path that is described is asked, and every
// answer held against its schema; every parameter and field is sent badly. That no path is left out
// of it is tst_routes' to say.
#include "tests/support/stack.h"

#include <QProcess>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestOpenApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void answersAreAsDescribed() { run(u"openapi.py"_s); }
    void badInputIsAnsweredWithItsNameAndWhatItTakes() { run(u"badinput.py"_s); }
    void cleanupTestCase() { QVERIFY(m_stack.stop()); }

private:
    void run(const QString &script)
    {
        const QString source = QStringLiteral(FOOTFALL_SOURCE_DIR);
        QProcess python;
        python.start(u"python3"_s,
            {u"-B"_s, source + u"/tests/e2e/"_s + script, source + u"/resources/openapi.yaml"_s,
                m_stack.ingestUrl().toString(), m_stack.statsUrl().toString()});
        QVERIFY(python.waitForFinished(120'000));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError());
    }

    Stack m_stack;
};

QTEST_GUILESS_MAIN(TestOpenApi)

#include "tst_openapi.moc"
