#pragma once

#include "cli/child.h"
#include "cli/datadirectory.h"
#include "cli/privatepostgres.h"

#include <QTemporaryDir>

#include <memory>

namespace footfall {

// A disposable PostgreSQL for a test program, the same that `footfall up` makes: in a
// temporary folder, socket only, gone with the test.
class TestPostgres {
public:
    ~TestPostgres();

    [[nodiscard]] bool start(); // false, with the reason printed, after 30 s
    [[nodiscard]] bool stop(); // start() starts it again, with its databases
    QString newDatabase(); // the connection string of an empty one, as superuser
    QString adminUrl() const { return m_postgres->databaseUrl(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<cli::DataDirectory> m_directory;
    std::unique_ptr<cli::PrivatePostgres> m_postgres;
    std::unique_ptr<cli::Child> m_child;
    int m_databases = 0;
};

}
