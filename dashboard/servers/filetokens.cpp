#include "dashboard/servers/filetokens.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr auto ownersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

Result<QJsonObject> readTokens(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QJsonObject();
    if (file.permissions() & others)
        return failed(FileTokens::tr("%1: others may read it; its owner alone must (chmod 600)").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return failed(FileTokens::tr("%1: %2").arg(path, file.errorString()));
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    if (object[u"v"].toInt() != 1)
        return failed(FileTokens::tr("%1: not a file of tokens of this version").arg(path));
    return object[u"tokens"].toObject();
}

Result<void> writeTokens(const QString &path, const QJsonObject &tokens)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(FileTokens::tr("%1: its folder cannot be made").arg(path));
    QSaveFile file(path);
    const QJsonObject object {{u"v"_s, 1}, {u"tokens"_s, tokens}};
    // The permissions first: at no moment may others read a token.
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(ownersAlone)
        && file.write(QJsonDocument(object).toJson()) > 0 && file.commit();
    if (!isWritten)
        return failed(FileTokens::tr("%1: %2").arg(path, file.errorString()));
    return {};
}

}

FileTokens::FileTokens(const QString &path, QObject *parent)
    : TokenStore(parent)
    , m_path(path)
{
}

void FileTokens::read(const QUrl &service, Read then)
{
    const Result<QByteArray> token
        = readTokens(m_path).map([&](const QJsonObject &tokens) { return tokens[keyOf(service)].toString().toUtf8(); });
    QTimer::singleShot(0, this, [token, then = std::move(then)] { then(token); });
}

void FileTokens::write(const QUrl &service, const QByteArray &token, Written then)
{
    const Result<void> done = readTokens(m_path).and_then([&](QJsonObject tokens) -> Result<void> {
        if (token.isEmpty() && !tokens.contains(keyOf(service)))
            return {};
        if (token.isEmpty())
            tokens.remove(keyOf(service));
        else
            tokens[keyOf(service)] = QString::fromUtf8(token);
        return writeTokens(m_path, tokens);
    });
    QTimer::singleShot(0, this, [done, then = std::move(then)] { then(done); });
}

QString FileTokens::whereabouts() const
{
    return tr("as plain text in %1, which only you may read").arg(m_path);
}

}
