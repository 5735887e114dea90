#pragma once

#include "tests/faults/smalldisk.h"
#include "tests/faults/switches.h"
#include "tests/support/stack.h"

#include <map>
#include <optional>

namespace footfall {

// A Stack whose programs can be made to fail: they carry the switches, the clock is libfaketime's
// where that is installed, and, where this process may mount, the spool and this month's events
// are on disks that can be full.
class Rig {
public:
    // `hasDisks`: what mayMount() has said.
    explicit Rig(bool hasDisks);
    ~Rig();

    [[nodiscard]] bool start();
    [[nodiscard]] bool restart(); // after the whole was killed
    [[nodiscard]] bool stop();

    Stack &stack() { return m_stack; }
    Switches &switches() { return m_switches; }
    SmallDisk *spoolDisk() { return m_spoolDisk ? &*m_spoolDisk : nullptr; } // null: no such disk
    SmallDisk *eventsDisk() { return m_eventsDisk ? &*m_eventsDisk : nullptr; }

    bool hasClock() const;
    void setClock(const char *offset); // "+0", "-1h"; felt within a second

    QJsonObject ingestHealth() const; // empty: no answer
    [[nodiscard]] bool waitWell() const; // both services say so, within a minute
    [[nodiscard]] bool waitDrained() const; // nothing waits in the spool; two minutes

    // kill -9, counted.
    void kill(const QString &name);
    void killProcess(const QByteArray &countedAs, qint64 pid);
    void killUp();
    void countKill(const QByteArray &victim) { ++m_kills[victim]; }
    const std::map<QByteArray, int> &kills() const { return m_kills; }

    // A second compactor: a worker that no server sends to. Kills one that is there.
    [[nodiscard]] bool startCompactor();

    QList<qint64> postgresProcesses() const; // the postmaster first
    QByteArray log(const QString &name) const;

private:
    Stack m_stack;
    Switches m_switches;
    std::optional<SmallDisk> m_spoolDisk;
    std::optional<SmallDisk> m_eventsDisk;
    std::map<QByteArray, int> m_kills;
    QProcess m_compactor;
};

}
