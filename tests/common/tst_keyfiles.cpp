#include "common/pipekeys.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestKeyFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QByteArray &text, mode_t mode = 0600)
    {
        const QString path = m_folder.filePath(u"file"_s);
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()
            || chmod(QFile::encodeName(path).constData(), mode) != 0)
            qFatal("cannot write a temporary file");
        return path;
    }

private slots:
    void whatIsWrittenIsRead()
    {
        const PipeKeyPair pair = newPipeKeyPair(), other = newPipeKeyPair();
        QVERIFY(pair.secret != other.secret && pair.publicKey != other.publicKey);
        const auto secret = readSecretPipeKey(write(secretKeyText(pair, u"server"_s)));
        QVERIFY(secret);
        QCOMPARE(secret->secret, pair.secret);
        QCOMPARE(secret->publicKey, pair.publicKey);
        // Several workers: one file after another, with comments in between.
        const auto open = readPublicPipeKeys(
            write(publicKeyText(pair, u"Jo's"_s) + "\n# the new one\r\n  " + publicKeyText(other, {})));
        QVERIFY(open);
        QCOMPARE(*open, (std::vector {pair.publicKey, other.publicKey}));
    }

    void errorsNameTheFileAndTheRuleAndNoSecret_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isSecret");
        QTest::addColumn<QString>("rule");
        const QByteArray digits = QByteArray(62, 'c') + "51";
        const auto row = [](const char *name, const QByteArray &text, bool isSecret, const QString &rule) {
            QTest::newRow(name) << text << isSecret << rule;
        };
        row("empty", "", true, u"no key"_s);
        row("only a comment", "# secret " + digits, true, u"no key"_s);
        row("a public key as secret", "public " + digits, true, u"a secret one belongs"_s);
        row("a secret key as public", "secret " + digits, false, u"a public one belongs"_s);
        row("two secrets", "secret " + digits + "\nsecret " + digits, true, u"more than one"_s);
        row("a digit short", "\nsecret " + digits.chopped(1), true, u"line 2: expected 'secret' and 64"_s);
        row("a digit over", "secret " + digits + "0", true, u"64 hexadecimal"_s);
        row("no digit", "secret " + digits.chopped(1) + "g", true, u"64 hexadecimal"_s);
        row("no word", digits, true, u"expected 'secret'"_s);
        row("another program's", "-----BEGIN OPENSSH PRIVATE KEY-----\n" + digits, true, u"expected 'secret'"_s);
        row("the last of three", "public " + digits + "\npublic " + digits + "\npublic", false, u"line 3"_s);
    }

    void errorsNameTheFileAndTheRuleAndNoSecret()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isSecret);
        QFETCH(QString, rule);
        const QString path = write(text);
        const auto error = isSecret ? readSecretPipeKey(path).map([](const auto &) {})
                                    : readPublicPipeKeys(path).map([](const auto &) {});
        QVERIFY(!error);
        const QString message = error.error().message;
        QVERIFY2(message.contains(path) && message.contains(rule), qPrintable(message));
        QVERIFY2(!message.contains(u"cccc"), qPrintable(message));
    }

    void aSecretThatOthersCanReadIsRefused()
    {
        const QByteArray text = secretKeyText(newPipeKeyPair(), u"server"_s);
        const QString path = write(text, 0604);
        const auto secret = readSecretPipeKey(path);
        QVERIFY(!secret);
        QVERIFY2(secret.error().message.contains(path) && secret.error().message.contains(u"chmod"), qPrintable(secret.error().message));
        QVERIFY(readSecretPipeKey(write(text, 0640)));
        QVERIFY(!readSecretPipeKey(m_folder.filePath(u"none"_s)));
    }
};

QTEST_GUILESS_MAIN(TestKeyFiles)
#include "tst_keyfiles.moc"
