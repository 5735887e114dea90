#include "tests/faults/fault.h"

#include "tests/support/http.h"
#include "tests/support/query.h"

#include <QJsonObject>

#include <signal.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

namespace {

const QString server = u"server"_s;
const QString worker = u"worker-1"_s;
const QString postgres = u"postgres"_s;

bool within(std::chrono::milliseconds time, const std::function<bool()> &happened)
{
    return waitFor(happened, QDeadlineTimer(time));
}

void last(int seconds)
{
    (void)within(std::chrono::seconds(seconds), [] { return false; });
}

QByteArray killAndWait(Rig &rig, const QStringList &names)
{
    QList<std::pair<QString, qint64>> killed;
    for (const QString &name : names)
        killed.append({name, rig.stack().pid(name)});
    for (const auto &[name, pid] : killed)
        rig.kill(name);
    for (const auto &[name, pid] : killed) {
        if (!rig.stack().waitRestarted(name, pid))
            return name.toLatin1() + " is not started again";
    }
    return {};
}

// What was not answered is not in the spool: all is sent again until it is, also what has no
// event_id, and none of it counts twice.
QByteArray stopServer(Rig &rig, Load &load, int seconds)
{
    load.repeatAll(true);
    QByteArray complaint;
    for (int i = 0; i < std::min(2 + seconds, 6) && complaint.isEmpty(); ++i) {
        const int target = load.answered() + 50;
        const qint64 pid = rig.stack().pid(server);
        if (!within(30s, [&] { return load.answered() >= target; }))
            complaint = "nothing is answered any more";
        rig.stack().kill(server, SIGTERM);
        if (!rig.stack().waitRestarted(server, pid))
            complaint = "the server is not started again";
    }
    load.repeatAll(false);
    if (complaint.isEmpty() && !within(60s, [&] { return !load.isRepeating(); }))
        complaint = "requests are never answered";
    return complaint;
}

QByteArray killBackend(Rig &rig, const Load &, int)
{
    const QByteArray pid = queryValue(rig.stack().database(),
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1");
    if (pid.isEmpty())
        return "nobody is connected to PostgreSQL";
    const auto restarts = [&] { return rig.log(postgres).count("all server processes terminated"); };
    const qsizetype before = restarts();
    rig.killProcess("backend", pid.toLongLong());
    return within(60s, [&] { return restarts() > before; }) ? "" : "PostgreSQL has not noticed";
}

QByteArray killUp(Rig &rig, const Load &, int)
{
    rig.killUp();
    return rig.restart() ? "" : "footfall up does not start again";
}

QByteArray killAll(Rig &rig, const Load &load, int seconds)
{
    const QList<qint64> processes = rig.postgresProcesses();
    rig.kill(server);
    rig.kill(worker);
    rig.killProcess("postgres", processes.first());
    for (const qint64 backend : processes.sliced(1))
        ::kill(pid_t(backend), SIGKILL);
    return killUp(rig, load, seconds);
}

QByteArray sleep(const QList<qint64> &processes, int seconds)
{
    for (const qint64 pid : processes)
        ::kill(pid_t(pid), SIGSTOP);
    last(seconds);
    for (const qint64 pid : processes)
        ::kill(pid_t(pid), SIGCONT);
    return {};
}

// `up` tries to start it all the while.
QByteArray postgresAway(Rig &rig, const Load &load, int seconds)
{
    const QString file = rig.stack().dataDirectory() + u"/run/pg_hba.conf"_s;
    QFile::rename(file, file + u".away"_s);
    rig.kill(postgres);
    const int before = load.answered();
    last(seconds);
    const bool isAway = get(rig.stack().statsUrl(u"/health"_s)).status == 503;
    QFile::rename(file + u".away"_s, file);
    if (!isAway)
        return "PostgreSQL was not away";
    return load.answered() > before ? "" : "nothing was accepted while PostgreSQL was away";
}

QByteArray taken(Rig &rig, const char *name)
{
    rig.switches().set(name);
    return within(20s, [&] { return rig.switches().isTaken(name); }) ? "" : "no worker came to it";
}

QByteArray terminateInTransaction(Rig &rig, const Load &, int)
{
    if (const QByteArray complaint = taken(rig, "sleep-in-copy"); !complaint.isEmpty())
        return complaint;
    const bool isAsleep = within(20s, [&] { return rig.stack().isStopped(worker); });
    const QByteArray ended = queryValue(rig.stack().database(),
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()");
    rig.stack().kill(worker, SIGCONT);
    return isAsleep && ended != "0" ? "" : "no transaction was found open";
}

QByteArray dieBeforeAck(Rig &rig, const Load &, int)
{
    const qint64 pid = rig.stack().pid(worker);
    if (const QByteArray complaint = taken(rig, "die-before-ack"); !complaint.isEmpty())
        return complaint;
    rig.countKill("worker"); // by itself
    return rig.stack().waitRestarted(worker, pid) ? "" : "the worker is not started again";
}

QByteArray loseCommitAnswer(Rig &rig, const Load &, int)
{
    return taken(rig, "lose-commit-answer");
}

// A longer sleeper wakes up to a session that PostgreSQL has ended.
QByteArray sleepBeforeCommit(Rig &rig, const Load &, int seconds)
{
    const QByteArray complaint = taken(rig, "sleep-before-commit");
    last(!complaint.isEmpty() ? 0 : seconds > 2 ? 12 : seconds);
    rig.stack().kill(worker, SIGCONT);
    return complaint;
}

QByteArray felt(Rig &rig, const char *name, int seconds)
{
    rig.switches().set(name);
    const bool isFelt = within(20s, [&] { return rig.switches().isFelt(name); });
    last(isFelt ? seconds : 0);
    rig.switches().clear(name);
    return isFelt ? "" : "it was not felt";
}

// Its frames go out again when the worker says hello, and not only after 30 s of silence.
QByteArray loseAcks(Rig &rig, const Load &, int seconds)
{
    const QByteArray complaint = felt(rig, "lose-acks", seconds);
    return complaint.isEmpty() ? killAndWait(rig, {worker}) : complaint;
}

QByteArray doubleFrames(Rig &rig, const Load &, int seconds)
{
    return felt(rig, "double-frames", seconds);
}

// Whether `requests` more are refused and not one is answered.
bool onlyRefuses(const Load &load, int requests)
{
    const int answered = load.answered();
    const int refused = load.refused();
    return within(20s, [&] { return load.refused() >= refused + requests; }) && load.answered() == answered;
}

// The failed sync is final, though the disk works again: only another server accepts.
QByteArray failSync(Rig &rig, const Load &load, int)
{
    const int refused = load.refused();
    rig.switches().set("sync-fails");
    const bool isSaid = within(20s, [&] { return rig.ingestHealth()[u"status"_s] == u"degraded"_s; })
        // What was answered before may still be under way.
        && within(20s, [&] { return load.refused() >= refused + 50; });
    rig.switches().clear("sync-fails");
    const bool isFinal = isSaid && onlyRefuses(load, 50);
    const QByteArray complaint = killAndWait(rig, {server});
    if (!isSaid)
        return "a failed sync is not said";
    return isFinal ? complaint : "accepted after a failed sync";
}

// First only the part that is kept for deletions, then not a byte.
QByteArray spoolDiskFull(Rig &rig, const Load &load, int seconds)
{
    const int refused = load.refused();
    rig.spoolDisk()->leave(seconds % 2 ? 0 : 8 << 20);
    const bool isSaid = within(20s, [&] { return rig.ingestHealth()[u"status"_s] == u"degraded"_s; })
        && within(20s, [&] { return load.refused() > refused + 20; });
    last(seconds);
    rig.spoolDisk()->empty();
    return isSaid ? "" : "a full disk is not said";
}

QByteArray eventsDiskFull(Rig &rig, const Load &load, int seconds)
{
    const qsizetype before = rig.log(worker).count("53100");
    rig.eventsDisk()->leave(0);
    const bool isFelt = within(30s, [&] { return rig.log(worker).count("53100") > before; });
    const int answered = load.answered();
    const bool isAccepting = within(10s, [&] { return load.answered() > answered + 50; });
    last(seconds);
    rig.eventsDisk()->empty();
    if (!isFelt)
        return "PostgreSQL's disk was not full";
    return isAccepting ? "" : "nothing was accepted while PostgreSQL's disk was full";
}

QByteArray clockBack(Rig &rig, const Load &, int seconds)
{
    const auto eventsOfThePast = [&] {
        return queryValue(rig.stack().database(),
            "SELECT count(*) FROM events WHERE received_at < (SELECT max(received_at) FROM events) - interval '30 minutes'")
            .toLongLong();
    };
    const qint64 before = eventsOfThePast();
    rig.setClock("-1h");
    const bool goesOn = within(20s, [&] { return eventsOfThePast() > before; });
    last(goesOn ? seconds : 0);
    rig.setClock("+0");
    return goesOn ? "" : "nothing is counted once the clock is set back";
}

Fault kill(const char *name, const QStringList &victims)
{
    return {name, [victims](Rig &rig, const Load &, int) { return killAndWait(rig, victims); }};
}

}

std::vector<Fault> faultsFor(Rig &rig)
{
    std::vector<Fault> faults {
        kill("kill server", {server}),
        kill("kill worker", {worker}),
        kill("kill postgres", {postgres}),
        kill("kill server and worker", {server, worker}),
        kill("kill worker and postgres", {worker, postgres}),
        {"kill compactor", [](Rig &r, const Load &, int) { return r.startCompactor() ? "" : "it does not start again"; }},
        {"stop server", stopServer},
        {"kill a backend", killBackend},
        {"kill up", killUp},
        {"kill all", killAll},
        {"server sleeps", [](Rig &r, const Load &, int s) { return sleep({r.stack().pid(server)}, s); }},
        {"worker sleeps", [](Rig &r, const Load &, int s) { return sleep({r.stack().pid(worker)}, s); }},
        {"postgres sleeps", [](Rig &r, const Load &, int s) { return sleep(r.postgresProcesses(), s); }},
        {"worker sleeps before COMMIT", sleepBeforeCommit},
        {"postgres away", postgresAway},
        {"terminated in mid transaction", terminateInTransaction},
        {"dies between COMMIT and acknowledgement", dieBeforeAck},
        {"COMMIT's answer lost", loseCommitAnswer},
        {"acknowledgements lost", loseAcks},
        {"frames sent twice", doubleFrames},
        {"fdatasync: EIO", failSync},
    };
    if (rig.spoolDisk())
        faults.push_back({"spool's disk full", spoolDiskFull});
    if (rig.eventsDisk())
        faults.push_back({"PostgreSQL's disk full", eventsDiskFull});
    if (rig.hasClock())
        faults.push_back({"clock set back an hour", clockBack});
    return faults;
}

}
