"""From a full spool into /stats; beside a plain COPY of the same rows into the same cluster."""

import datetime
import http.client
import json
import random
import re
import signal
import time

from services import wait_for

BATCH = 2000


def bodies(site, count, with_ids):
    """A day of a busy site: 50,000 users, 500 paths of which few are much viewed, 10 referrers."""
    chance = random.Random(1)
    now = datetime.datetime.now(datetime.timezone.utc)
    for first in range(0, count, BATCH):
        lines = []
        for number in range(first, min(first + BATCH, count)):
            event = {
                "site_id": site,
                "event_type": "page_view" if chance.random() < 0.9 else "click",
                "path": f"/articles/{int(500 * chance.random() ** 2)}",
                "user_id": f"user-{chance.randrange(50_000)}",
                "timestamp": (now - datetime.timedelta(seconds=chance.random() * 86_400)).isoformat(),
                "referrer": f"https://referrer-{chance.randrange(10)}.example/",
            }
            if with_ids:
                event["event_id"] = f"{number:032x}"
            lines.append(json.dumps(event))
        yield "\n".join(lines).encode()


def fill(footfall, batches):
    connection = http.client.HTTPConnection("127.0.0.1", footfall.ingest, timeout=60)
    begin = time.monotonic()
    for body in batches:
        connection.request("POST", "/events", body, {"Content-Type": "application/x-ndjson"})
        answer = json.loads(connection.getresponse().read())
        if answer["rejected"]:
            raise SystemExit(answer["rejected"][0])
    return time.monotonic() - begin


def copy(footfall, site, folder):
    """Seconds that PostgreSQL takes for the same rows, as text, without index or rollup."""
    rows = folder / "rows"
    footfall.psql(f"\\copy (SELECT * FROM events WHERE site_id = '{site}') TO '{rows}'",
                  "DROP TABLE IF EXISTS bench_copy", "CREATE TABLE bench_copy (LIKE events)")
    output = footfall.psql("\\timing on", f"\\copy bench_copy FROM '{rows}'")
    footfall.psql("DROP TABLE bench_copy")
    rows.unlink()
    return float(re.search(r"Time: ([\d.]+) ms", output)[1]) / 1000


def measure(footfall, folder, rounds, count, with_ids):
    runs = {"fill": [], "drain": [], "copy": []}
    for number in range(rounds):
        site = f"drain-{'ids' if with_ids else 'plain'}-{number}"
        batches = list(bodies(site, count, with_ids))
        footfall.worker(signal.SIGSTOP)
        runs["fill"].append({"rate": count / fill(footfall, batches)})
        begin = time.monotonic()
        footfall.worker(signal.SIGCONT)
        wait_for(lambda: footfall.queue() == 0, 600, "an empty spool")
        wait_for(lambda: footfall.events(site) == count, 10, "all events in /stats")
        runs["drain"].append({"rate": count / (time.monotonic() - begin)})
        runs["copy"].append({"rate": count / copy(footfall, site, folder)})
        print(f"  round {number + 1}: " + ", ".join(f"{name} {list_[-1]['rate']:.0f}/s" for name, list_ in runs.items()),
              flush=True)
    return runs
