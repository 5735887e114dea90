#include "tests/support/postgres.h"

#include "cli/postgresprograms.h"
#include "cli/socketfolder.h"
#include "common/db/connection.h"
#include "tests/support/http.h"

using namespace Qt::StringLiterals;

namespace footfall {

using namespace cli;

bool TestPostgres::start()
{
    QFile::setPermissions(m_folder.path(), QFile::permissions(m_folder.path()) | QFile::ExeGroup | QFile::ExeOther);
    m_directory = std::make_unique<DataDirectory>(m_folder.path());
    const auto identity = Identity::ofChildren(m_directory->cluster());
    const auto programs = findPostgresPrograms(m_directory->cluster());
    if (!identity || !programs || !m_directory->createFolders(*identity))
        return false;
    const auto sockets = makeSocketFolder(m_folder.path(), *identity);
    if (!sockets)
        return false;
    m_postgres = std::make_unique<PrivatePostgres>(*m_directory, *identity, *programs, *sockets);
    if (const auto prepared = m_postgres->prepare(); !prepared) {
        qWarning().noquote() << prepared.error().message;
        return false;
    }
    Child::Plan plan = m_postgres->plan();
    plan.stopSignal = SIGQUIT; // without a checkpoint, which takes long on a busy disk: its data go with it
    m_child = std::make_unique<Child>(plan, *m_directory);
    m_child->start();
    return waitFor([this] { return m_postgres->isReady(); }, QDeadlineTimer(30'000));
}

TestPostgres::~TestPostgres()
{
    if (m_child && !stop())
        qWarning("PostgreSQL does not stop");
}

bool TestPostgres::stop()
{
    bool stopped = false;
    const QObject context; // the child may outlive this call, which then wants nothing of it
    QObject::connect(m_child.get(), &Child::stopped, &context, [&] { stopped = true; });
    m_child->stop();
    if (!waitFor([&] { return stopped; }, QDeadlineTimer(30'000)))
        return false;
    m_child.reset();
    return true;
}

QString TestPostgres::newDatabase()
{
    const QString name = u"test_%1"_s.arg(++m_databases);
    Connection connection(m_postgres->databaseUrl());
    if (!connection.open() || !connection.execute("CREATE DATABASE " + name.toLatin1()))
        qFatal("cannot create %s", qPrintable(name));
    return m_postgres->databaseUrl().replace(u"dbname=footfall"_s, u"dbname="_s + name);
}

}
