"""From a full spool into PostgreSQL, and from POST to /stats; beside a plain COPY of the same rows into the same cluster."""

import contextlib
import datetime
import http.client
import json
import pathlib
import random
import re
import signal
import subprocess
import threading
import time

from services import wait_for

BATCH = 1000  # events a request
SITES, PATHS, USERS = 200, 50_000, 500_000
MERGE_AT = 8  # small segments of a site and day that are due at once; fewer wait for their ten seconds

# name: (days, in the order of time, with an event_id)
SCENARIOS = {
    "one day, in order": (1, True, False),
    "24 hours, in any order": (1, False, False),
    "30 days, in any order": (30, False, False),
    "one day, each with an `event_id`": (1, True, True),
}
DUE = f"SELECT count(*) FROM (SELECT FROM fresh GROUP BY site_id, day HAVING count(*) >= {MERGE_AT}) AS d"


def bodies(prefix, count, scenario):
    """NDJSON of 1,000 events each; few sites and paths have most, a user has one site."""
    days, is_ordered, has_ids = SCENARIOS[scenario]
    chance = random.Random(1)
    today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    first = (today - datetime.timedelta(days=days)).timestamp()
    for begin in range(0, count, BATCH):
        lines = []
        for number in range(begin, min(begin + BATCH, count)):
            share = number / count if is_ordered else chance.random()
            time_ = datetime.datetime.fromtimestamp(first + share * days * 86_399, datetime.timezone.utc)
            user, path = chance.random(), int(PATHS * chance.random() ** 2)
            event_id = f'"event_id":"{number:032x}",' if has_ids else ""
            lines.append(
                f'{{"site_id":"{prefix}-{int(SITES * user ** 3):03}","event_type":"{"page_view" if chance.random() < 0.9 else "click"}",'
                f'"path":"/section-{path % 12}/an-article-of-some-words-{path}","user_id":"user-{int(USERS * user):08}",{event_id}'
                f'"timestamp":"{time_:%Y-%m-%dT%H:%M:%S}.{number % 1000:03}Z",'
                f'"referrer":"https://referrer-{int(300 * chance.random() ** 3)}.example/","props":{{"plan":"{"free" if path % 3 else "pro"}"}}}}')
        yield "\n".join(lines).encode()


def fill(footfall, batches, connections=1):
    """Seconds until all of them are accepted."""
    batches, lock, failures = iter(batches), threading.Lock(), []

    def post():
        connection = http.client.HTTPConnection("127.0.0.1", footfall.ingest, timeout=60)
        while not failures:
            with lock:
                body = next(batches, None)
            if body is None:
                return
            connection.request("POST", "/events", body, {"Content-Type": "application/x-ndjson"})
            answer = json.loads(connection.getresponse().read())
            if answer["status"] != "accepted" or answer["rejected"]:
                failures.append(answer)

    begin = time.monotonic()
    threads = [threading.Thread(target=post) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(failures[0])
    return time.monotonic() - begin


def counted(footfall, prefix):
    return int(footfall.psql(f"SELECT coalesce(sum(events), 0) FROM totals WHERE site_id LIKE '{prefix}-%'"))


def copy(footfall, prefix, folder):
    """Seconds that PostgreSQL takes for the same rows, as text, into a table without any index."""
    rows = folder / "rows"
    footfall.psql(f"\\copy (SELECT * FROM events WHERE site_id LIKE '{prefix}-%') TO '{rows}'",
                  "DROP TABLE IF EXISTS bench_copy", "CREATE TABLE bench_copy (LIKE events)")
    output = footfall.psql("\\timing on", f"\\copy bench_copy FROM '{rows}'")
    footfall.psql("DROP TABLE bench_copy")
    rows.unlink()
    return float(re.search(r"Time: ([\d.]+) ms", output)[1]) / 1000


def quiet(footfall):
    wait_for(lambda: footfall.psql("SELECT count(*) FROM fresh").strip() == "0", 600, "the compactor")
    footfall.psql("CHECKPOINT")


@contextlib.contextmanager
def stopped(footfall):
    footfall.worker(signal.SIGSTOP)
    yield
    footfall.worker(signal.SIGCONT)


@contextlib.contextmanager
def locked(footfall):
    """The workers wait for a table. (Of several that are stopped, a server hears nothing: it sends some frames again
    only after 30 s.)"""
    command = [footfall.program, "psql", "--data", footfall.data, "--", "-XAtq"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as psql:
        psql.stdin.write("BEGIN; LOCK TABLE daily IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n")
        psql.stdin.flush()
        psql.stdout.readline()
        yield
        psql.stdin.write("COMMIT;\n")


def drain(footfall, folder, prefix, count, scenario, batches, held=stopped):
    """Rates of one run: filling, until acknowledged, until merged, COPY. `held`: how workers are kept from it until then."""
    with held(footfall):
        filled = fill(footfall, batches)
    begin = time.monotonic()
    wait_for(lambda: footfall.queue() == 0, 1800, "an empty spool")
    acknowledged = time.monotonic() - begin
    wait_for(lambda: footfall.psql(DUE).strip() == "0", 600, "the compactor")
    merged = time.monotonic() - begin
    if counted(footfall, prefix) != count:
        raise SystemExit(f"{scenario}: {counted(footfall, prefix)} counted, not {count}")
    quiet(footfall)
    return {"fill": count / filled, "acknowledged": count / acknowledged, "merged": count / merged,
            "copy": count / copy(footfall, prefix, folder)}


def measure(footfall, folder, rounds, count):
    """Rates by scenario, of each round; the scenarios take turns."""
    runs = {scenario: [] for scenario in SCENARIOS}
    for number in range(rounds):
        for index, scenario in enumerate(SCENARIOS):
            prefix = f"drain{index}-{number}"
            run = drain(footfall, folder, prefix, count, scenario, list(bodies(prefix, count, scenario)))
            runs[scenario].append(run)
            print(f"  {scenario}, round {number + 1}: " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in run.items()), flush=True)
    return runs


def several(footfall, folder, rounds, count):
    """The first scenario, with as many workers as there are."""
    scenario, runs = next(iter(SCENARIOS)), []
    for number in range(rounds):
        prefix = f"several-{number}"
        runs.append(drain(footfall, folder, prefix, count, scenario, list(bodies(prefix, count, scenario)), locked))
        print(f"  {footfall.workers} workers held by a lock, round {number + 1}: " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in runs[-1].items()), flush=True)
    return runs


def end_to_end(footfall, folder, rounds, count):
    """POST /events until /stats has them, all at once on the same cores."""
    runs = []
    for number in range(rounds):
        prefix = f"through-{number}"
        batches = list(bodies(prefix, count, "one day, in order"))
        begin = time.monotonic()
        fill(footfall, batches, connections=4)
        wait_for(lambda: counted(footfall, prefix) == count, 600, "all events")
        taken = time.monotonic() - begin
        quiet(footfall)
        runs.append({"through": count / taken, "copy": count / copy(footfall, prefix, folder)})
        print(f"  through, round {number + 1}: " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in runs[-1].items()), flush=True)
    return runs


def bytes_an_event(footfall):
    """Of the JSON that was sent, of `events`, and of all else."""
    footfall.psql("VACUUM FULL")
    events, count, everything = map(int, footfall.psql(
        "SELECT (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'events'::regclass),"
        " (SELECT count(*) FROM events),"
        " (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind IN ('r') AND relnamespace = 'public'::regnamespace)"
    ).strip().split("|"))
    sample = next(bodies("drain0-0", BATCH, "one day, in order"))
    return len(sample) / BATCH, events / count, (everything - events) / count


def peak(footfall, name):
    """MiB, as the kernel counts them (VmHWM)."""
    pid = (footfall.data / f"run/{name}.pid").read_text().strip()
    return int(pathlib.Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024

