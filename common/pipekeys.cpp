#include "common/pipekeys.h"

#include "common/secretfile.h"

#include <QFile>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr qint64 maxFileBytes = 1 << 20;
constexpr char secretWord[] = "secret";
constexpr char publicWord[] = "public";

QByteArray hex(const PipeKey &key)
{
    return QByteArray(reinterpret_cast<const char *>(key.data()), qsizetype(key.size())).toHex();
}

std::optional<PipeKey> keyOf(const QByteArray &digits)
{
    PipeKey key {};
    std::size_t length = 0;
    if (digits.size() != 64
        || sodium_hex2bin(key.data(), key.size(), digits.data(), std::size_t(digits.size()), nullptr, &length, nullptr) != 0
        || length != key.size())
        return std::nullopt;
    return key;
}

Result<std::vector<PipeKey>> keysIn(const QString &path, const QByteArray &content, const char *word)
{
    std::vector<PipeKey> keys;
    const QList<QByteArray> lines = content.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines[i].simplified();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const QList<QByteArray> words = line.split(' ');
        if (words[0] != word && (words[0] == secretWord || words[0] == publicWord))
            return invalid(u"%1 has a %2 key in it, where a %3 one belongs"_s.arg(
                path, QString::fromLatin1(words[0]), QString::fromLatin1(word)));
        const auto key = words[0] == word ? keyOf(words.value(1)) : std::nullopt;
        if (!key)
            return invalid(u"%1: line %2: expected '%3' and 64 hexadecimal digits; footfall keys makes such files"_s
                               .arg(path).arg(i + 1).arg(QString::fromLatin1(word)));
        keys.push_back(*key);
    }
    if (keys.empty())
        return invalid(u"%1: there is no key in it"_s.arg(path));
    return keys;
}

}

PipeKeyPair newPipeKeyPair()
{
    PipeKeyPair pair {};
    crypto_box_curve25519xsalsa20poly1305_keypair(pair.publicKey.data(), pair.secret.data());
    return pair;
}

QByteArray secretKeyText(const PipeKeyPair &pair, const QString &name)
{
    return "# The secret key of " + name.toUtf8() + " on Footfall's pipe. It stays where it is used.\n"
        + secretWord + ' ' + hex(pair.secret) + '\n';
}

QByteArray publicKeyText(const PipeKeyPair &pair, const QString &name)
{
    return publicWord + (' ' + hex(pair.publicKey)) + ' ' + name.toUtf8() + '\n';
}

Result<PipeKeyPair> readSecretPipeKey(const QString &path)
{
    return readSecretFile(path)
        .and_then([&](const QByteArray &content) { return keysIn(path, content, secretWord); })
        .and_then([&](const std::vector<PipeKey> &keys) -> Result<PipeKeyPair> {
            if (keys.size() > 1)
                return invalid(u"%1 has more than one secret key in it"_s.arg(path));
            PipeKeyPair pair {keys.front(), {}};
            crypto_scalarmult_base(pair.publicKey.data(), pair.secret.data());
            return pair;
        });
}

Result<std::vector<PipeKey>> readPublicPipeKeys(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"cannot read %1: %2"_s.arg(path, file.errorString()));
    return keysIn(path, file.read(maxFileBytes), publicWord);
}

Result<std::optional<PipeKeys>> readPipeKeys(const Options &options, const QString &others)
{
    const QString own = options.text(u"pipe-key"_s);
    const QStringList files = options.list(others);
    if (own.isEmpty() && files.isEmpty())
        return std::nullopt;
    if (own.isEmpty() || files.isEmpty())
        return invalid(u"--%1: has to be given too, with --%2"_s.arg(
            own.isEmpty() ? u"pipe-key"_s : others, own.isEmpty() ? others : u"pipe-key"_s));
    const auto pair = readSecretPipeKey(own);
    if (!pair)
        return invalid(u"--pipe-key: "_s + pair.error().message);
    PipeKeys keys {*pair, {}};
    for (const QString &file : files) {
        const auto more = readPublicPipeKeys(file);
        if (!more)
            return invalid(u"--%1: %2"_s.arg(others, more.error().message));
        keys.others.insert(keys.others.end(), more->begin(), more->end());
    }
    return keys;
}

}
