"""How long after its answer an accepted event is in /stats, while others come in."""

import datetime
import http.client
import json
import multiprocessing
import statistics
import time

import drainbench
import page
from services import Footfall, wait_for

COMMAND = "scripts/bench fresh"
PER_REQUEST = {1_000: 10, 10_000: 100}  # events a second: of a request


def load(port, pace, stop):
    """So many events a second, of 200 sites, until it is stopped."""
    connection, size = http.client.HTTPConnection("127.0.0.1", port, timeout=60), PER_REQUEST[pace]
    lines = b"\n".join(drainbench.bodies("load", 20_000, "one day, in order")).split(b"\n")
    begin, sent = time.monotonic(), 0
    while not stop.is_set():
        body = b"\n".join(lines[sent % 20_000:sent % 20_000 + size])
        connection.request("POST", "/events", body, {"Content-Type": "application/x-ndjson"})
        answer = json.loads(connection.getresponse().read())
        if answer["rejected"]:
            raise SystemExit(answer["rejected"][0])
        sent += size
        time.sleep(max(0, begin + sent / pace - time.monotonic()))


def freshness(footfall, probes):
    """Milliseconds from each answer until /stats has the event; asked every millisecond or two."""
    ingest = http.client.HTTPConnection("127.0.0.1", footfall.ingest, timeout=60)
    stats = http.client.HTTPConnection("127.0.0.1", footfall.stats, timeout=60)
    query = f"/stats?site_id=probe&date={datetime.datetime.now(datetime.timezone.utc).date()}"

    def total():
        stats.request("GET", query)
        return json.loads(stats.getresponse().read())["total_events"]

    times, known = [], total()
    for number in range(probes):
        event = {"site_id": "probe", "event_type": "page_view", "path": f"/{number}", "user_id": f"user-{number}"}
        ingest.request("POST", "/event", json.dumps(event), {"Content-Type": "application/json"})
        ingest.getresponse().read()
        begin = time.monotonic()
        wait_for(lambda: total() > known, 60, "an event in /stats")
        times.append((time.monotonic() - begin) * 1000)
        known += 1
        time.sleep(0.02)
    return times


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--probes", type=int, default=500)
    chosen = parser.parse_args()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        text = page.machine(footfall, COMMAND) + "\n| events a second beside it | half within | 99 % within |\n| --- | --- | --- |\n"
        for pace in (0, *PER_REQUEST):
            stop = multiprocessing.Event()
            process = multiprocessing.Process(target=load, args=(footfall.ingest, pace, stop)) if pace else None
            if process:
                process.start()
                time.sleep(3)
            times = freshness(footfall, chosen.probes)
            if process:
                stop.set()
                process.join()
            half, most = statistics.median(times), statistics.quantiles(times, n=100)[98]
            print(f"  {pace} events/s: {half:.1f} ms, {most:.1f} ms", flush=True)
            text += f"| {pace:,} | {half:.1f} ms | {most:.1f} ms |\n"
    page.publish(COMMAND, text, chosen)


main()
