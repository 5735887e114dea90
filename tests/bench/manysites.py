"""Events of many sites over a month, as they would have come: in order of time, from a seed."""

import datetime
import http.client
import json
import random

BATCH = 5000
DAYS = 30
VISIT = 4  # events

# Ended days of which nothing is kept yet; the compactor does so within a minute or so.
UNKEPT = """
SELECT count(*) FROM daily AS d
 WHERE day < current_date
   AND NOT EXISTS (SELECT FROM ended_periods AS e
                    WHERE e.site_id = d.site_id AND e.period = 'day' AND e.start = d.day AND e.events = d.events)
"""


def bodies(events, sites, users, seed=1, paths=500):
    """Visits of users who each have a site; few sites have most. 10 referrers."""
    chance = random.Random(seed)
    today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    first, step = today - datetime.timedelta(days=DAYS), DAYS * 86_400 / events
    for begin in range(0, events, BATCH):
        time = (first + datetime.timedelta(seconds=begin * step)).strftime("%Y-%m-%dT%H:%M:%SZ")
        size = min(BATCH, events - begin)
        visitors = [chance.random() for _ in range(max(1, size // VISIT))]
        yield size, "\n".join(
            f'{{"site_id":"site-{int(sites * visitor ** 3):03}","user_id":"user-{int(users * visitor)}",'
            f'"event_type":"{"page_view" if chance.random() < 0.9 else "click"}",'
            f'"path":"/articles/{int(paths * chance.random() ** 2)}","timestamp":"{time}",'
            f'"referrer":"https://referrer-{int(10 * chance.random() ** 2)}.example/"}}'
            for visitor in chance.choices(visitors, k=size)).encode()


def send(port, batches):
    """Through POST /events; what is not accepted ends the script. Returns how many were."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = 0
    for size, body in batches:
        connection.request("POST", "/events", body, {"Content-Type": "application/x-ndjson"})
        answer = json.loads(connection.getresponse().read())
        if answer.get("accepted") != size:
            raise SystemExit(answer)
        sent += size
    return sent
