"""Asks both services what resources/openapi.yaml describes, and holds every answer against it.

Usage: openapi.py DOCUMENT INGEST-URL STATS-URL; run by tst_openapi, on an empty Footfall.
"""

import json
import time

import jsonschema

from described import URLS, document, fetch, resolve, text

EVENT = {"site_id": "site", "event_type": "page_view", "path": "/a", "user_id": "u", "referrer": "https://r.example/",
         "query": "?utm_source=news", "user_agent": "Mozilla/5.0", "props": {"plan": "pro"}, "count": 2}
PAGES = {"example.com/page1": {"2025-07-16T10:00:00Z": 5}}
PLAUSIBLE = {"name": "pageview", "url": "https://a.example/x", "domain": "site"}
SEGMENT = {"writeKey": "site", "event": "Bought", "userId": "u", "properties": {"n": 1}}
POSTHOG = {"api_key": "site", "event": "Bought", "distinct_id": "u", "properties": {"n": 1}}
UMAMI = {"type": "event", "payload": {"website": "site", "url": "/a"}}
DAY = "site_id=site&date=2025-11-15"
# method, path, query, body, status
REQUESTS = [
    ("post", "/event", "", EVENT, 200),
    ("post", "/event", "", {"site_id": 7}, 400),
    ("post", "/events", "", [EVENT, {}], 200),
    ("post", "/events", "", [{}], 400),
    ("get", "/import", "id=0a1b2c3d-0000-4000-8000-00000000000f", None, 200),
    ("get", "/import", "id=1", None, 400),
    ("post", "/page-views/single", "", {"page": "page1", "timestamp": "2025-07-16T10:00:00Z"}, 200),
    ("post", "/page-views/multi", "site_id=site", PAGES, 200),
    ("post", "/page-views/multi", "", {"a": 1}, 400),
    ("post", "/api/event", "", PLAUSIBLE, 202),
    *(("post", "/v1/" + call, "", SEGMENT, 200) for call in
      ("track", "t", "page", "p", "identify", "i", "group", "g", "alias", "a", "screen", "s", "m")),
    *(("post", "/v1/" + call, "", {"writeKey": "site", "batch": [{"type": "track", "event": "e"}, {"type": "track"}]}, 200)
      for call in ("b", "import")),
    ("post", "/v1/batch", "", {"writeKey": "site", "batch": [{"type": "track", **SEGMENT}]}, 200),
    ("post", "/v1/batch", "", {}, 400),
    *(("post", path, "", POSTHOG, 200) for path in ("/capture", "/e", "/i/v0/e", "/engage", "/flags", "/decide")),
    ("post", "/batch", "", {"api_key": "site", "batch": [POSTHOG, {}]}, 200),
    ("post", "/batch", "", {"batch": [{"event": "a"}]}, 400),
    ("get", "/array/{token}/config", "", None, 200),
    ("get", "/array/{token}/config.js", "", None, 200),
    ("post", "/api/send", "", UMAMI, 200),
    ("post", "/api/send", "", {}, 400),
    ("post", "/api/batch", "", [UMAMI, {}], 200),
    ("get", "/count", "p=/a&site_id=site", None, 200),
    ("post", "/count", "p=/a&site_id=site", None, 200),
    ("get", "/count", "", None, 400),
    ("post", "/api/v0/count", "site_id=site", {"hits": [{"path": "/a"}]}, 202),
    ("post", "/api/v0/count", "site_id=site", {"hits": [{"path": "/a"}, {}]}, 400),
    *(("get", path, query, None, status) for path in ("/matomo.php", "/piwik.php") for query, status in (
        ("idsite=site&url=/a", 200), ("idsite=site&ping=1", 200), ("", 400))),
    *(("post", path, "", {"requests": ["?idsite=site&url=/a", "?"]}, 200) for path in ("/matomo.php", "/piwik.php")),
    ("post", "/track", "", {"type": "track", "clientId": "site", "payload": {"name": "Bought", "profileId": "u"}}, 200),
    ("post", "/track", "", {}, 400),
    ("get", "/i", "e=pv&aid=site&url=https://a.example/x", None, 200),
    ("get", "/i", "", None, 400),
    ("post", "/com.snowplowanalytics.snowplow/tp2", "", {"data": [{"e": "pv", "aid": "site"}, {"e": "pp"}]}, 200),
    ("post", "/com.snowplowanalytics.snowplow/tp2", "", {}, 400),
    ("get", "/f.js", "", None, 200),
    ("get", "/footfall.js", "", None, 200),
    ("get", "/f.gif", "site_id=site&path=/a", None, 200),
    ("get", "/f.gif", "", None, 400),
    *(("get", path, query, None, status) for path in ("/stats", "/stats/aggregated") for query, status in (
        ("site_id=site", 200), (DAY, 200), ("site_id=site&period=7d&tz=Asia/Kolkata&compare=previous", 200),
        ("site_id=site&period=all&path=/a", 200), ("site_id=site&period=7d&format=csv", 200), ("", 400),
        ("site_id=site&tz=Mars", 400))),
    ("get", "/stats/timeseries", "site_id=site&period=today", None, 200),
    ("get", "/stats/timeseries", "site_id=site&period=7d&interval=day&event_type=page_view", None, 200),
    ("get", "/stats/timeseries", "site_id=site&interval=second", None, 400),
    ("get", "/stats/breakdown", "site_id=site&dimension=path", None, 200),
    ("get", "/stats/breakdown", "site_id=site&dimension=event_type&period=30d", None, 200),
    ("get", "/stats/breakdown", "site_id=site", None, 400),
    ("get", "/stats/realtime", "site_id=site", None, 200),
    ("get", "/stats/realtime", "", None, 400),
    ("get", "/report", "page=page1&now=2025-07-16T12:00:00Z", None, 200),
    ("get", "/report", "page=page1&order=up", None, 400),
    ("get", "/sites", "", None, 200),
    ("get", "/pipeline", "", None, 200),
    ("get", "/health", "", None, 200),
    ("get", "/openapi.yaml", "", None, 200),
]


def json_schema(node):
    """OpenAPI 3.0's schemas as JSON Schema: references in place, `nullable` as a type."""
    if isinstance(node, list):
        return [json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {name: json_schema(value) for name, value in resolve(node).items()}
    if node.pop("nullable", False):
        node = {"anyOf": [node, {"type": "null"}]}
    return node


def check(service, method, path, query, body, expected):
    status, headers, content = fetch(service, method, path, query, body)
    where = f"{service} {method} {path}?{query}"
    assert status == expected, f"{where}: {status}: {content[:300]}"
    answer = resolve(document["paths"][path][method]["responses"][str(status)])
    kind = headers.get_content_type()
    assert kind in answer["content"], f"{where}: {kind} is not described"
    if kind == "application/json":
        try:
            jsonschema.validate(json.loads(content), json_schema(answer["content"][kind]["schema"]))
        except jsonschema.ValidationError as error:
            raise SystemExit(f"{where}: {error.message} in {content[:500]}")


def allowed(service, path):
    """The methods of a path, as the document has them and as a 405 says."""
    described = {method.upper() for method, operation in document["paths"][path].items() if service in operation["tags"]}
    described |= {"HEAD"} if "GET" in described else set()
    described |= {"OPTIONS"} if "POST" in described else set()
    status, headers, _ = fetch(service, "delete", path)
    assert status == 405, f"DELETE {path}: {status}"
    return described, {method.strip() for method in headers["Allow"].split(",")}


for service, url in URLS.items():
    served = fetch(service, "get", "/openapi.yaml")[2].decode()
    assert served == text, f"{service} serves another document"
for method, path, query, body, status in REQUESTS:
    for service in document["paths"][path][method]["tags"]:
        check(service, method, path, query, body, status)
    if method == "post":
        while json.loads(fetch("ingest", "get", "/health")[2])["queue_size"]:
            time.sleep(0.02)  # the answers that follow are of more than nothing
asked = {(method, path) for method, path, _, _, status in REQUESTS if status < 300}
for path, operations in document["paths"].items():
    for method, operation in operations.items():
        assert (method, path) in asked, f"{method} {path} is described and was not asked"
        for service in operation["tags"]:
            described, real = allowed(service, path)
            assert described == real, f"{service} {path}: described {described}, allowed {real}"
