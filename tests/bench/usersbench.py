"""Exact users of long ranges by GET /stats; beside count(DISTINCT) over the events of the same time."""

import datetime
import http.client
import json
import random
import re
import statistics
import threading
import time

import manysites
import page
from services import Footfall, wait_for

COMMAND = "scripts/bench users"
ONE_DAY = datetime.timedelta(days=1)
ZONES = {"UTC": datetime.timedelta(), "Asia/Kolkata": datetime.timedelta(hours=5, minutes=30)}
SITES = ("returning", "new")
BATCH = 10_000  # events a request

UNKEPT_MONTHS = """
SELECT count(*) FROM (SELECT site_id, date_trunc('month', day)::date AS start, sum(events) AS events FROM daily
                       WHERE day < date_trunc('month', current_date) GROUP BY 1, 2) AS m
 WHERE NOT EXISTS (SELECT FROM ended_periods AS e
                    WHERE e.site_id = m.site_id AND e.period = 'month' AND e.start = m.start AND e.events = m.events)
"""
DISTINCT = """
SELECT count(DISTINCT user_id) FROM events WHERE site_id = '{site}' AND "timestamp" >= '{begin}' AND "timestamp" < '{end}'
"""


def user_of(site, chosen, number, draw, chance):
    """Of the site `returning`, any of the pool; of `new`, one in ten had been there the day before."""
    if site == "returning":
        return int(chance.random() * chosen.pool)
    return 1_000_000_000 + number * chosen.users * 9 // 10 + draw


def bodies(chosen, today):
    """An event for each user of a day, at any time of it; day by day."""
    chance = random.Random(1)
    for number in range(chosen.days):
        day = today - (chosen.days - number) * ONE_DAY
        for site in SITES:
            for begin in range(0, chosen.users, BATCH):
                size = min(BATCH, chosen.users - begin)
                lines = []
                for draw in range(begin, begin + size):
                    second = int(chance.random() * 86_400)
                    lines.append(f'{{"site_id":"{site}","event_type":"page_view","user_id":"{user_of(site, chosen, number, draw, chance)}",'
                                 f'"timestamp":"{day}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"}}')
                yield size, "\n".join(lines).encode()


def fill(footfall, chosen, today):
    begin = time.monotonic()
    manysites.send(footfall.ingest, bodies(chosen, today))
    wait_for(lambda: footfall.queue() == 0, 3600, "an empty spool")
    print(f"  written in {time.monotonic() - begin:.0f} s", flush=True)
    for what in (manysites.UNKEPT, UNKEPT_MONTHS):
        wait_for(lambda: footfall.psql(what).strip() == "0", 3600, "each day and month that is over to be kept")
    footfall.psql("VACUUM ANALYZE")
    print(f"  kept after {time.monotonic() - begin:.0f} s", flush=True)


class Traffic(threading.Thread):
    """Some hundred events a second for both sites, until it is stopped."""

    def __init__(self, footfall):
        super().__init__()
        self.footfall, self.stopping, self.sent = footfall, threading.Event(), 0

    def run(self):
        while not self.stopping.wait(0.1):
            lines = [json.dumps({"site_id": site, "event_type": "page_view", "user_id": f"live-{(self.sent + i) // 2}"})
                     for site in SITES for i in range(25)]
            manysites.send(self.footfall.ingest, [(50, "\n".join(lines).encode())])
            self.sent += 50

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.join()


def ask(footfall, query, times):
    """Milliseconds of each, and what the last said."""
    connection = http.client.HTTPConnection("127.0.0.1", footfall.stats, timeout=30)
    took = []
    for _ in range(times):
        begin = time.monotonic()
        connection.request("GET", query)
        answer = json.loads(connection.getresponse().read())
        took.append((time.monotonic() - begin) * 1000)
    connection.close()
    return took, answer["unique_users"]


def distinct(footfall, site, first, last, shift):
    """Milliseconds, and the number; `shift`: of the zone, before UTC."""
    begin, end = (datetime.datetime.combine(day, datetime.time()) - shift for day in (first, last + ONE_DAY))
    output = footfall.psql("SET timezone = 'UTC'", "SET max_parallel_workers_per_gather = 0", "SET work_mem = '1GB'", "\\timing on",
                           DISTINCT.format(site=site, begin=begin, end=end))
    return float(re.search(r"Time: ([\d.]+) ms", output)[1]), int(re.search(r"^\d+$", output, re.M)[0])


def row(footfall, chosen, site, what, days, last, zone, live):
    first = last - (days - 1) * ONE_DAY
    query = f"/stats?site_id={site}&from={first}&to={last}&tz={zone}"
    took, users = [], None
    for _ in range(chosen.rounds):
        took += ask(footfall, query, chosen.times)[0]
    if not live:
        users = ask(footfall, query, 1)[1]
        limit, expected = distinct(footfall, site, first, last, ZONES[zone])
        if users != expected:
            raise SystemExit(f"{query} says {users}, the events say {expected}")
    else:
        limit = None
    half, most = statistics.median(took), statistics.quantiles(took, n=100)[98]
    print(f"  {site}, {what}: {half:.1f} ms, {users} users, {limit} ms", flush=True)
    return (f"| {what} | {'' if users is None else f'{users:,}'} | {half:.1f} ms | {most:.1f} ms | "
            f"{'' if limit is None else f'{limit:,.0f} ms'} |\n")


def table(footfall, chosen, site, today):
    kept = footfall.psql(f"SELECT pg_size_pretty(sum(length(users))) FROM ended_periods WHERE site_id = '{site}'").strip()
    text = (f"\nSite `{site}`, {chosen.users:,} users a day, {chosen.days} days; its sets are {kept}:\n\n"
             "| range | users | half within | 99 % within | `count(DISTINCT)` |\n| --- | --- | --- | --- | --- |\n")
    yesterday = today - ONE_DAY
    for days in (30, 365):
        for zone in ZONES:
            text += row(footfall, chosen, site, f"{days} days, {zone}", days, yesterday, zone, False)
    late = {"site_id": site, "event_type": "page_view", "user_id": "late",
            "timestamp": f"{today - chosen.days // 3 * ONE_DAY}T12:00:00Z"}
    manysites.send(footfall.ingest, [(1, json.dumps(late).encode())])
    wait_for(lambda: footfall.queue() == 0, 60, "an empty spool")
    for zone in ZONES:
        text += row(footfall, chosen, site, f"{days} days, {zone}, just after a late event", days, yesterday, zone, False)
    now = {zone: (datetime.datetime.now(datetime.timezone.utc) + shift).date() for zone, shift in ZONES.items()}
    with Traffic(footfall) as traffic:
        wait_for(lambda: traffic.sent >= 5_000, 60, "events")
        for days in (30, 365):
            for zone in ZONES:
                text += row(footfall, chosen, site, f"{days} days up to now, {zone}, events coming in", days, now[zone], zone, True)
    wait_for(lambda: footfall.queue() == 0, 60, "an empty spool")
    for zone in ZONES:
        text += row(footfall, chosen, site, f"the same {days} days, {zone}, {traffic.sent // len(SITES):,} events later", days,
                    now[zone], zone, False)
    return text


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--days", type=int, default=366)
    parser.add_argument("--users", type=int, default=60_000, help="a day (default 60,000)")
    parser.add_argument("--pool", type=int, default=1_000_000, help="of the site whose users return")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=20, help="that a range is asked for in a round")
    chosen = parser.parse_args()
    today = datetime.datetime.now(datetime.timezone.utc).date()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        fill(footfall, chosen, today)
        text = page.machine(footfall, COMMAND)
        for site in SITES:
            text += table(footfall, chosen, site, today)
    page.publish(COMMAND, text, chosen)


main()
