#include "dashboard/servers/plaintokens.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {
const QString inFileKey = u"tokens_in_file"_s;
}

PlainTokens::PlainTokens(TokenStore &memory, TokenStore &file, QSettings &settings, QObject *parent)
    : TokenStore(parent)
    , m_memory(memory)
    , m_file(file)
    , m_settings(settings)
{
}

std::optional<bool> PlainTokens::isInFile() const
{
    return m_settings.value(inFileKey, false).toBool();
}

void PlainTokens::setInFile(bool isInFile)
{
    m_settings.setValue(inFileKey, isInFile);
}

// What is kept in one place must not stay in the other.
void PlainTokens::write(const QUrl &service, const QByteArray &token, Written then)
{
    TokenStore &other = *isInFile() ? m_memory : m_file;
    other.write(service, {}, [](const Result<void> &) { });
    store().write(service, token, std::move(then));
}

}
