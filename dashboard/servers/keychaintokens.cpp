#include "dashboard/servers/keychaintokens.h"

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

const QString program = u"Footfall dashboard"_s;

// What is not there is no failure.
Result<void> outcome(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    if (job.error() == QKeychain::NoBackendAvailable)
        return unavailable(KeychainTokens::tr("this system has no keychain"));
    return unavailable(KeychainTokens::tr("the system's keychain: %1").arg(job.errorString()));
}

}

void KeychainTokens::read(const QUrl &service, Read then)
{
    auto *job = new QKeychain::ReadPasswordJob(program, this);
    job->setKey(keyOf(service));
    connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] {
        then(outcome(*job).map([job] { return job->error() == QKeychain::NoError ? job->textData().toUtf8() : QByteArray(); }));
    });
    job->start();
}

void KeychainTokens::write(const QUrl &service, const QByteArray &token, Written then)
{
    QKeychain::Job *job = nullptr;
    if (token.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(program, this);
    } else {
        auto *write = new QKeychain::WritePasswordJob(program, this);
        write->setTextData(QString::fromUtf8(token));
        job = write;
    }
    job->setKey(keyOf(service));
    connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] { then(outcome(*job)); });
    job->start();
}

QString KeychainTokens::whereabouts() const
{
    return tr("in the system's keychain");
}

}
