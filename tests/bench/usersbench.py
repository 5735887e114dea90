"""Exact users of long ranges by GET /stats; beside count(DISTINCT) over the visitors of the same time."""

import datetime
import http.client
import json
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
ENOUGH = 500  # visitors in the news that the builder waits for

# What batches would have written, by SQL: POSTing as many events takes hours. A site's users of a day,
# each in one slot or two: of `returning`, any of the pool; of `new`, one in ten had been there the day before.
FILL = """
WITH written AS (
INSERT INTO visitors
SELECT '{site}', day, user_hash, slots, slots
  FROM (SELECT DISTINCT ON (user_hash) DATE '{day}' AS day, hashint8extended({user}, 1) AS user_hash,
               set_bit(set_bit(0::bit(96), floor(random() * 96)::integer, 1), floor(random() * 96)::integer, 1) AS slots
          FROM generate_series(1, {users}) AS draw
         ORDER BY user_hash) AS drawn
RETURNING site_id, day, user_hash, slots)
INSERT INTO user_news
SELECT site_id, day, count(*), array_agg(user_hash), array_agg(slots) FROM written GROUP BY site_id, day, user_hash & 15
"""
USER = {"returning": "floor(random() * {pool})::bigint",
        "new": "1000000000 + {number} * {users} * 9 / 10 + draw"}
# The same users from the visitors: whole days, but of the first only from slot {first} on, of the last not the {last} last slots.
DISTINCT = """
SELECT count(DISTINCT user_hash) FROM visitors
 WHERE site_id = '{site}' AND day BETWEEN '{begin}' AND '{end}'
   AND (day > '{begin}' OR slots & (~(0::bit(96)) >> {first}) <> 0::bit(96))
   AND (day < '{end}' OR slots & (~(0::bit(96)) << {last}) <> 0::bit(96))
"""


def fill(footfall, chosen, today):
    begin = time.monotonic()
    footfall.psql("ALTER TABLE visitors DROP CONSTRAINT visitors_pkey")  # faster made at the end
    for number in range(chosen.days):
        day = today - (chosen.days - number) * ONE_DAY
        statements = [FILL.format(site=site, day=day, users=chosen.users, user=USER[site].format(
            pool=chosen.pool, number=number, users=chosen.users)) for site in SITES]
        footfall.psql(*statements)
    footfall.psql("ALTER TABLE visitors ADD PRIMARY KEY (site_id, day, user_hash)", "VACUUM ANALYZE visitors")
    print(f"  filled in {time.monotonic() - begin:.0f} s", flush=True)
    wait_for(lambda: news(footfall) < ENOUGH, 3600, "the builder")


def news(footfall):
    return int(footfall.psql("SELECT coalesce(max(size), 0) FROM (SELECT sum(size) AS size FROM user_news GROUP BY site_id) AS n"))


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
    """Milliseconds, and the number; `shift`: of the zone, a multiple of a slot before UTC."""
    slots = shift // datetime.timedelta(minutes=15)
    begin, end, cut = (first - ONE_DAY, last, 96 - slots) if slots else (first, last, 0)
    output = footfall.psql("SET max_parallel_workers_per_gather = 0", "\\timing on", DISTINCT.format(
        site=site, begin=begin, end=end, first=cut, last=slots))
    return float(re.search(r"Time: ([\d.]+) ms", output)[1]), int(output.split()[0])


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
            raise SystemExit(f"{query} says {users}, the visitors say {expected}")
    else:
        limit = None
    half, most = statistics.median(took), statistics.quantiles(took, n=100)[98]
    print(f"  {site}, {what}: {half:.1f} ms, {users} users, {limit} ms", flush=True)
    return (f"| {what} | {'' if users is None else f'{users:,}'} | {half:.1f} ms | {most:.1f} ms | "
            f"{'' if limit is None else f'{limit:,.0f} ms'} |\n")


def table(footfall, chosen, site, today):
    kept = footfall.psql(f"SELECT pg_size_pretty(sum(length(users))) FROM user_sets WHERE site_id = '{site}'").strip()
    text = (f"\nSite `{site}`, {chosen.users:,} users a day, {chosen.days} days; its sets are {kept}:\n\n"
             "| range | users | half within | 99 % within | `count(DISTINCT)` |\n| --- | --- | --- | --- | --- |\n")
    yesterday = today - ONE_DAY
    for days in (30, 365):
        for zone in ZONES:
            text += row(footfall, chosen, site, f"{days} days, {zone}", days, yesterday, zone, False)
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
