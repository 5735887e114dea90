#include "dashboard/servers/tokenstore.h"

#include <QPointer>
#include <QTimer>

namespace footfall::dashboard {

void SessionTokens::read(const QUrl &service, Read then)
{
    QTimer::singleShot(0, this, [token = m_tokens.value(service), then = std::move(then)] { then(token); });
}

void SessionTokens::write(const QUrl &service, const QByteArray &token, Written then)
{
    if (token.isEmpty())
        m_tokens.remove(service);
    else
        m_tokens[service] = token;
    QTimer::singleShot(0, this, [then = std::move(then)] { then({}); });
}

QString SessionTokens::whereabouts() const
{
    return tr("in memory, until the dashboard is closed");
}

FallbackTokens::FallbackTokens(TokenStore &first, TokenStore &second, QObject *parent)
    : TokenStore(parent)
    , m_first(first)
    , m_second(second)
{
}

void FallbackTokens::read(const QUrl &service, Read then)
{
    m_first.read(service, [self = QPointer(this), service, then = std::move(then)](const Result<QByteArray> &token) {
        if (!self)
            return;
        self->m_complaint = token ? QString() : token.error().message;
        self->m_usesSecond = !token;
        if (token && !token->isEmpty())
            return then(token);
        // From a time when the first could not be used, too.
        self->m_second.read(service, [self, then](const Result<QByteArray> &kept) {
            if (self && kept && !kept->isEmpty())
                self->m_usesSecond = true;
            then(kept);
        });
    });
}

void FallbackTokens::write(const QUrl &service, const QByteArray &token, Written then)
{
    m_first.write(service, token, [self = QPointer(this), service, token, then = std::move(then)](const Result<void> &done) {
        if (!self)
            return;
        self->m_complaint = done ? QString() : done.error().message;
        self->m_usesSecond = !done;
        // What the first keeps, the second must not keep as well.
        self->m_second.write(service, done ? QByteArray() : token, then);
    });
}

QString FallbackTokens::whereabouts() const
{
    if (!m_usesSecond)
        return m_first.whereabouts();
    return m_complaint.isEmpty() ? m_second.whereabouts()
                                 : tr("%1 (%2)", "where, why not in a keychain").arg(m_second.whereabouts(), m_complaint);
}

}
