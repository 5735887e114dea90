#pragma once

#include "common/result.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QUrl>

#include <functional>
#include <optional>

namespace footfall::dashboard {

// Keeps the token of each stats service, by its address. Asynchronous, since a keychain may ask
// its user first: `then` is called once, from the event loop, unless the store is gone by then.
class TokenStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    using Read = std::function<void(const Result<QByteArray> &token)>; // empty: it keeps none
    using Written = std::function<void(const Result<void> &done)>;

    virtual void read(const QUrl &service, Read then) = 0;
    virtual void write(const QUrl &service, const QByteArray &token, Written then) = 0; // empty: forget it
    virtual QString whereabouts() const = 0; // for people: "in the system's keychain"

    // Where somebody may choose a file for it: whether they have.
    virtual std::optional<bool> isInFile() const { return std::nullopt; }
    virtual void setInFile(bool) { }

protected:
    static QString keyOf(const QUrl &service) { return service.toString(QUrl::FullyEncoded); }
};

// Until the dashboard is closed.
class SessionTokens : public TokenStore {
    Q_OBJECT
public:
    using TokenStore::TokenStore;

    void read(const QUrl &service, Read then) override;
    void write(const QUrl &service, const QByteArray &token, Written then) override;
    QString whereabouts() const override;

private:
    QHash<QUrl, QByteArray> m_tokens;
};

// The first store, and while that fails the second: what it keeps then is read from there. The
// two outlive this.
class FallbackTokens : public TokenStore {
    Q_OBJECT
public:
    FallbackTokens(TokenStore &first, TokenStore &second, QObject *parent = nullptr);

    void read(const QUrl &service, Read then) override;
    void write(const QUrl &service, const QByteArray &token, Written then) override;
    // Of what was read or written last, or would be; and why not in the first.
    QString whereabouts() const override;
    std::optional<bool> isInFile() const override { return m_usesSecond ? m_second.isInFile() : std::nullopt; }
    void setInFile(bool isInFile) override { m_second.setInFile(isInFile); }

private:
    TokenStore &m_first;
    TokenStore &m_second;
    QString m_complaint; // why the first could not be used; empty: it was
    bool m_usesSecond = false;
};

}
