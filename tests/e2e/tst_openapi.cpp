// The document and the services say the same: every path that is described is asked, and every
// answer held against its schema. That no path is left out of it is tst_routes' to say.
#include "tests/support/stack.h"

#include <QProcess>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestOpenApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreAsDescribed()
    {
        Stack stack;
        QVERIFY(stack.start());
        QProcess python;
        python.start(u"python3"_s,
            {u"-B"_s, QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/e2e/openapi.py"),
                QStringLiteral(FOOTFALL_SOURCE_DIR "/resources/openapi.yaml"), stack.ingestUrl().toString(),
                stack.statsUrl().toString()});
        QVERIFY(python.waitForFinished(120'000));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError());
        QVERIFY(stack.stop());
    }
};

QTEST_GUILESS_MAIN(TestOpenApi)

#include "tst_openapi.moc"
