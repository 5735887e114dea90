"""/stats at 100 thousand, a million, ten and fifty million events: the cost is to be the same. Beside it SQL over `events`."""

import datetime
import http.client
import random
import re
import statistics
import time

import manysites
import page
from services import Footfall, wait_for

COMMAND = "scripts/bench flat"
SIZES = (100_000, 1_000_000, 10_000_000)
WARMING = 20  # requests that are not counted

# What /stats says but for the paths, of the site that has most.
RAW = """
SELECT count(*), count(*) FILTER (WHERE event_type = 'page_view'), count(DISTINCT user_id)
  FROM events WHERE site_id = 'site-000' AND "timestamp" >= '{begin}' AND "timestamp" < '{end}'
"""


def questions():
    today = datetime.datetime.now(datetime.timezone.utc).date()
    first, last = today - datetime.timedelta(days=manysites.DAYS), today - datetime.timedelta(days=1)
    return {
        "a day": lambda chance: f"&date={first + datetime.timedelta(days=chance.randrange(manysites.DAYS))}",
        "30 days": lambda chance: f"&from={first}&to={last}",
        "30 days of Asia/Kolkata": lambda chance: f"&from={first}&to={last}&tz=Asia/Kolkata",
        "all time": lambda chance: "",
    }


def latencies(port, question, sites, requests):
    """Milliseconds of one request after the other; of sites as often as they have events."""
    connection, chance, times = http.client.HTTPConnection("127.0.0.1", port, timeout=60), random.Random(7), []
    for number in range(requests + WARMING):
        path = f"/stats?site_id=site-{int(sites * chance.random() ** 3):03}{question(chance)}"
        begin = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body}")
        if number >= WARMING:
            times.append((time.monotonic() - begin) * 1000)
    return times


def measure(footfall, chosen):
    sizes, held, results = [size for size in SIZES if size < chosen.events] + [chosen.events], 0, {}
    for seed, size in enumerate(sizes):
        manysites.send(footfall.ingest, manysites.bodies(size - held, chosen.sites, chosen.users, seed, chosen.paths))
        held = size
        wait_for(lambda: footfall.queue() == 0, 3600, "an empty spool")
        wait_for(lambda: footfall.psql(manysites.UNKEPT).strip() == "0", 3600, "each day that is over to be kept")
        footfall.psql("VACUUM ANALYZE")
        for what, question in questions().items():
            results.setdefault(what, []).append(latencies(footfall.stats, question, chosen.sites, chosen.requests))
        print(f"  {size:,} events: " + ", ".join(f"{what} {statistics.median(runs[-1]):.2f} ms" for what, runs in results.items()),
              flush=True)
    today = datetime.datetime.now(datetime.timezone.utc).date()
    raw = RAW.format(begin=today - datetime.timedelta(days=manysites.DAYS), end=today)
    output = footfall.psql("SET max_parallel_workers_per_gather = 0", "\\timing on", raw)
    return sizes, results, float(re.search(r"Time: ([\d.]+) ms", output)[1])


def table(chosen, sizes, results, raw):
    text = (f"\n{chosen.sites} sites, {chosen.paths:,} paths, {chosen.users:,} users, {manysites.DAYS} days; "
            f"{chosen.requests} requests each, one after the other: half of them within, 99 % within.\n\n| `GET /stats` of | "
            + " | ".join(f"{size:,} events" for size in sizes) + " | last to first |\n"
            + "| --- " * (len(sizes) + 2) + "|\n")
    for what, runs in results.items():
        half = [statistics.median(times) for times in runs]
        cells = [f"{middle:.2f} ms, {statistics.quantiles(times, n=100)[98]:.2f} ms" for middle, times in zip(half, runs)]
        text += f"| {what} | " + " | ".join(cells) + f" | {half[-1] / half[0]:.1f} |\n"
    return text + f"\nThe figures of 30 days of the largest site by SQL over `events`, in one process: {raw:,.0f} ms.\n"


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=50_000_000, help="in the end; 100 thousand, a million and ten million before")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--users", type=int, default=2_000_000)
    parser.add_argument("--paths", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=300)
    chosen = parser.parse_args()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        text = page.machine(footfall, COMMAND) + table(chosen, *measure(footfall, chosen))
    page.publish(COMMAND, text, chosen)


main()
