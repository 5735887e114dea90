#include "cli/keys.h"

#include "cli/complaint.h"
#include "common/pipekeys.h"

#include <QDir>
#include <QRegularExpression>
#include <QTextStream>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// O_EXCL: what is there is never written over, and nobody's symbolic link is followed.
Result<void> writeNew(const QString &path, const QByteArray &content, mode_t mode)
{
    const int fd = open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    const bool written = fd >= 0 && write(fd, content.constData(), size_t(content.size())) == content.size();
    const int error = errno;
    if (fd >= 0 && close(fd) == 0 && written)
        return {};
    return failed(u"%1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(error))));
}

struct Pair {
    QString name;
    QString secretFile;
    QString publicFile;
};

Result<void> writePair(const Pair &pair)
{
    const PipeKeyPair keys = newPipeKeyPair();
    return writeNew(pair.secretFile, secretKeyText(keys, pair.name), 0600).and_then([&] {
        return writeNew(pair.publicFile, publicKeyText(keys, pair.name), 0644);
    });
}

}

int runKeys(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(
        {u"footfall keys"_s,
            u"Writes NAME.key (secret) and NAME.pub for each NAME into DIR: keys for a pipe between machines."_s,
            {{u"replace"_s, Option::Kind::Switch, {}, {}, u"Make new keys in the place of those that are there"_s}},
            u"DIR [NAME... (default: server worker)]"_s},
        arguments);
    if (options.positional().isEmpty())
        return complain(u"keys", 2, u"DIR: which folder?"_s);
    const QDir folder(options.positional().first());
    QStringList names = options.positional().mid(1);
    const bool areDefault = names.isEmpty();
    if (areDefault)
        names = {u"server"_s, u"worker"_s};

    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9_.-]*$"_s);
    QList<Pair> pairs;
    for (const QString &name : names) {
        if (!plain.match(name).hasMatch())
            return complain(u"keys", 2, u"NAME: letters, digits and _ . - only, not '%1'"_s.arg(name));
        pairs += {name, folder.filePath(name + u".key"_s), folder.filePath(name + u".pub"_s)};
    }
    for (const Pair &pair : pairs) {
        for (const QString &file : {pair.secretFile, pair.publicFile}) {
            if (options.isOn(u"replace"_s))
                QFile::remove(file);
            else if (QFile::exists(file))
                return complain(u"keys", 1, u"%1 is there already; --replace makes a new one"_s.arg(file));
        }
    }
    if (!folder.mkpath(u"."_s))
        return complain(u"keys", 1, u"%1: cannot be created"_s.arg(folder.path()));
    for (const Pair &pair : pairs) {
        if (const auto written = writePair(pair); !written)
            return complain(u"keys", 1, written.error().message);
    }
    QTextStream out(stdout);
    if (areDefault) {
        out << u"On the server: --pipe-key %1 --pipe-worker-keys %2\n"_s.arg(pairs[0].secretFile, pairs[1].publicFile)
            << u"On the worker: --pipe-key %1 --pipe-server-key %2\n"_s.arg(pairs[1].secretFile, pairs[0].publicFile);
    } else {
        for (const Pair &pair : pairs)
            out << u"%1 stays on the machine that uses it; %2 goes to the other end.\n"_s.arg(pair.secretFile, pair.publicFile);
    }
    return 0;
}

}
