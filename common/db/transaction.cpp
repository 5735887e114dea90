#include "common/db/transaction.h"

#include <QDebug>

namespace footfall {

DbResult<Transaction> Transaction::begin(Connection &connection)
{
    return connection.execute("BEGIN").map([&] { return Transaction(connection); });
}

DbResult<Transaction> Transaction::beginReading(Connection &connection)
{
    return connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").map([&] { return Transaction(connection); });
}

Transaction::Transaction(Connection &connection)
    : m_connection(&connection)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{
}

Transaction::~Transaction()
{
    if (!m_connection || !m_connection->isOpen())
        return; // the server rolls back what a lost connection left open
    if (const auto undone = m_connection->execute("ROLLBACK"); !undone)
        qWarning().noquote() << "ROLLBACK:" << undone.error().message;
}

DbResult<void> Transaction::commit()
{
    return std::exchange(m_connection, nullptr)->execute("COMMIT");
}

}
