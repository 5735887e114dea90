#pragma once

#include "common/db/connection.h"

namespace footfall {

// BEGIN now, ROLLBACK when it goes out of scope without commit(). READ COMMITTED.
class Transaction {
public:
    static DbResult<Transaction> begin(Connection &connection);
    // All statements see the database as the first one does. Nothing to commit.
    static DbResult<Transaction> beginReading(Connection &connection);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    // An error here may mean either: it was committed, or it was not. Only the ledger knows.
    DbResult<void> commit();

private:
    explicit Transaction(Connection &connection);
    Connection *m_connection;
};

}
