"""/stats at 100 thousand, a million and ten million events: the cost is to be the same."""

import datetime
import http.client
import random
import statistics
import time

import manysites
import page
from services import Footfall, wait_for

COMMAND = "scripts/bench flat"

# Ended days that have no tally yet; the builder makes them within a minute or so.
UNTALLIED = """
SELECT count(*) FROM daily AS d
 WHERE day < current_date
   AND events IS DISTINCT FROM (SELECT t.events FROM tallies AS t
                                 WHERE t.site_id = d.site_id AND t.period = 'day' AND t.start = d.day AND t.dimension = '')
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
    for number in range(requests + 20):
        path = f"/stats?site_id=site-{int(sites * chance.random() ** 3):03}{question(chance)}"
        begin = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body}")
        if number >= 20:  # warm by now
            times.append((time.monotonic() - begin) * 1000)
    return times


def measure(footfall, chosen):
    sizes, held, results = [chosen.events // 100, chosen.events // 10, chosen.events], 0, {}
    for seed, size in enumerate(sizes):
        manysites.send(footfall.ingest, manysites.bodies(size - held, chosen.sites, chosen.users, seed, chosen.paths))
        held = size
        wait_for(lambda: footfall.queue() == 0, 3600, "an empty spool")
        wait_for(lambda: footfall.psql(UNTALLIED).strip() == "0", 3600, "a tally of each day that is over")
        footfall.psql("VACUUM ANALYZE")
        for what, question in questions().items():
            results.setdefault(what, []).append(latencies(footfall.stats, question, chosen.sites, chosen.requests))
        print(f"  {size:,} events: " + ", ".join(f"{what} {statistics.median(runs[-1]):.2f} ms" for what, runs in results.items()),
              flush=True)
    return sizes, results


def table(chosen, sizes, results):
    text = (f"\n{chosen.sites} sites, {chosen.paths:,} paths, {chosen.users:,} users, {manysites.DAYS} days; "
            f"{chosen.requests} requests each, one after the other: half of them within, 99 % within.\n\n| `GET /stats` of | "
            + " | ".join(f"{size:,} events" for size in sizes) + " | last to first |\n"
            + "| --- " * (len(sizes) + 2) + "|\n")
    for what, runs in results.items():
        half = [statistics.median(times) for times in runs]
        cells = [f"{middle:.2f} ms, {statistics.quantiles(times, n=100)[98]:.2f} ms" for middle, times in zip(half, runs)]
        text += f"| {what} | " + " | ".join(cells) + f" | {half[-1] / half[0]:.1f} |\n"
    return text


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=10_000_000, help="in the end; a tenth and a hundredth before")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--users", type=int, default=2_000_000)
    parser.add_argument("--paths", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=300)
    chosen = parser.parse_args()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        text = page.machine(footfall, COMMAND) + table(chosen, *measure(footfall, chosen))
    page.publish(COMMAND, text, chosen)


main()
