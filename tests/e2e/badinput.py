"""Sends every parameter and every field that resources/openapi.yaml describes, as it must not be:
the answer is a 400 that names it and says what it takes. The bad values come from the document, so
that what is added there is asked here; what has no bad value is an error.

Usage: badinput.py DOCUMENT INGEST-URL STATS-URL; run by tst_openapi.
"""

import json
import re
from urllib.parse import quote

from described import document, fetch, resolve

TIME = "2025-07-16T10:00:00Z"
BAD_TIMES = ("yesterday", "2025-02-29T10:00:00Z", "1989-12-31T23:59:59Z", "2025-11-15")
VALID = {  # what the bad one is beside
    "site_id": "site", "event_type": "x", "dimension": "path", "page": "page1", "timestamp": TIME, "name": "pageview",
    "domain": "site", "url": "https://a.example/x", "writeKey": "site", "event": "x", "api_key": "site", "batch": [{"type": "page"}],
    "p": "/a", "hits": [{"path": "/a"}], "idsite": "site", "requests": ["?idsite=site"], "e": "pv", "aid": "site", "data": [{"e": "pv", "aid": "site"}]}
# What no schema says: name, bad value, what the message has.
PARAMETERS = (
    *(("tz", zone, "IANA name") for zone in ("Mars", "UTC+3", "utc", "../../etc/passwd", "posixrules", "+01:00")),
    ("dimension", "colour", "one of path,.* or prop:NAME"),
    ("dimension", "prop:", "one of path,.* or prop:NAME"), ("date", "-025-11-15", "YYYY-MM-DD"), ("limit", "1e2", "1 to 1000"))
FIELDS = (("domain", "x" * 129, "at most 128"), ("domain", ",", "1 to 128"), ("url", "https://a.example/" + "x" * 2048, "at most 2048"),
          ("url", "https://a.example/?" + "x" * 2049, "at most 2048"), ("url", "http://[", "not a URL"), ("batch", [7], "objects"))
# What is wrong only together; the message begins with the last one's name.
TOGETHER = (
    ("from=2025-01-01", "from"), ("to=2025-01-01", "to"), ("from=2025-01-02&to=2025-01-01", "to"),
    ("period=7d&from=2025-01-01&to=2025-01-02", "period"), ("date=2025-01-01&period=7d", "date"),
    ("path=/a&os=b", "os"), ("compare=year", "compare"), ("period=all&compare=previous", "compare"),
    ("interval=hour&from=2020-01-01&to=2025-01-01", "interval"))
PAGES = (({"a": 7}, "page"), ({"": {TIME: 1}}, "page"), ({"x" * 2049: {TIME: 1}}, "page"), ({"a": {"never": 1}}, "timestamp"),
         *(({"a": {TIME: count}}, "count") for count in (0, -1, 1.5, 1000001, "2", None, True)))
# What other systems have deeper in their bodies: path, body, name, what the message has.
HITS = (
    *(("/api/send", {"type": "event", "payload": {"website": "site", **payload}}, name, rule) for payload, name, rule in (
        ({"website": None}, "website", "Missing"), ({"website": 7}, "website", "expected a string"), ({"name": "x" * 65}, "name", "at most 64"),
        ({"url": "http://["}, "url", "not a URL"), ({"url": "/" + "x" * 2048}, "url", "at most 2048"), ({"id": 7}, "id", "expected a string"),
        ({"data": 7}, "data", "flat object"), ({"data": {"k": "x" * 1025}}, "data", "at most 1024"), ({"timestamp": "soon"}, "timestamp", "seconds"),
        ({"timestamp": 1763197200000}, "timestamp", "seconds"), ({"timestamp": 1}, "timestamp", "from 1990"), ({"ip": "nowhere"}, "ip", "not an IP address"), ({"ip": 7}, "ip", "not an IP address"))),
    ("/api/send", {"type": "other", "payload": {"website": "site"}}, "type", "event, identify"),
    ("/api/v0/count", {"hits": []}, "hits", "at least one"),
    *(("/api/v0/count", {"hits": [hit]}, name, rule) for hit, name, rule in (
        ({}, "path", "Missing"), ({"path": "x" * 2048}, "path", "at most 2048"), ({"path": "x" * 65, "event": True}, "path", "at most 64"),
        ({"path": "/a", "session": 7}, "session", "expected a string"), ({"path": "/a", "created_at": "soon"}, "created_at", "RFC 3339"))),
    *(("/matomo.php", {"requests": [hit]}, name, rule) for hit, name, rule in (
        ("?", "idsite", "Missing"), (7, "idsite", "Missing"), ("?idsite=1&url=http://[", "url", "not a URL"), ("?idsite=1&url=%FF", "url", "UTF-8"),
        ("?idsite=1&cdt=soon", "cdt", "seconds since 1970"), ({"idsite": 1, "cdt": 99999999999}, "cdt", "from 1990"), ("?idsite=1&cvar=" + quote(json.dumps({"1": ["k", "x" * 1025]})), "props", "k: at most 1024"))),
    *(("/track", {"type": "track", "clientId": "site", "payload": payload}, name, rule) for payload, name, rule in (
        ({}, "name", "Missing"), ({"name": "x" * 65}, "name", "at most 64"), ({"name": "x", "profileId": "u" * 257}, "profileId", "at most 256"),
        ({"name": "x", "properties": 7}, "properties", "flat object"), ({"name": "x", "properties": {"__timestamp": "soon"}}, "__timestamp", "RFC 3339"))),
    ("/track", {"type": "track", "payload": {"name": "x"}}, "openpanel-client-id", "Missing"), ("/track", {"type": "x"}, "type", "track"),
    *(("/com.snowplowanalytics.snowplow/tp2", {"data": [event]}, name, rule) for event, name, rule in (
        ({}, "aid", "Missing"), ({"aid": "site"}, "e", "Missing"), ({"e": "se", "aid": "site"}, "se_ac", "Missing"),
        ({"e": "ue", "aid": "site", "ue_pr": "{"}, "ue_pr", "self-describing"), ({"e": "pv", "aid": "site", "dtm": "soon"}, "dtm", "milliseconds"),
        ({"e": "pv", "aid": "site", "eid": "x" * 129}, "eid", "at most 128"), ({"e": "pv", "aid": "site", "uid": "a\0"}, "uid", "U.0000"))))
asked = 0
wrong = []


def expect(where, answer, name, rule):
    global asked
    asked += 1
    status, _, content = answer
    if status != 400:
        return wrong.append(f"{where}: {status}: {content[:300]}")
    body = json.loads(content)
    message = body["rejected"][0]["message"] if "rejected" in body else body["message"]
    # The date's has been so from the start.
    named = f"({name}: |Missing required (parameter|fields): (.*, )?{name}\\b" + ("|Invalid date format)" if name == "date" else ")")
    if body["status"] != "error" or not re.match(named, message):
        wrong.append(f"{where}: does not name {name}: {message}")
    elif not re.search(rule, message.replace(",000", "000")):
        wrong.append(f"{where}: does not say '{rule}': {message}")


def bad_texts(name, schema):
    """Of a parameter: what its schema refuses, encoded, each with what the message has."""
    if schema["type"] == "integer":
        rule = f"{schema['minimum']} to {schema['maximum']}"
        bad = ("", "x", "1.5", "%FF", str(schema["minimum"] - 1), str(schema["maximum"] + 1), "9" * 20)
    elif "enum" in schema:
        rule = ".*".join(schema["enum"])
        bad = ("", "none-of-these", schema["enum"][0].upper(), "%FF", "%00")
    elif schema.get("format") == "uuid":
        rule, bad = "UUID", ("", "x", "{0a1b2c3d-0000-4000-8000-00000000000f}", "00000000-0000-0000-0000-000000000000", "%FF", "%00")
    elif schema.get("format") == "date":
        rule, bad = "YYYY-MM-DD", ("", "x", "2025-02-29", "2025-1-5", "05.01.2025", TIME, "%FF")
    elif schema.get("format") == "date-time":
        rule, bad = "RFC 3339|at least|UTF-8", ("", "%FF", *BAD_TIMES)
    else:
        yield from ((text, "UTF-8") for text in ("%FF", "%00", "%C3%28", "%ED%A0%80"))
        yield "x" * (schema["maxLength"] + 1), "[0-9]+ bytes|one of|expected"
        rule, bad = "at least|Missing|1 to", ("",) if schema.get("minLength") else ()
    yield from ((text, rule) for text in bad)
    yield from ((quote(value), rule) for of, value, rule in PARAMETERS if of == name)


def ask_parameters(service, method, path, operation, body):
    parameters = {p["name"]: p for p in map(resolve, operation.get("parameters", [])) if p["in"] == "query"}
    required = {name for name, p in parameters.items() if p.get("required")}

    def query_without(name):
        return "&".join(f"{other}={VALID[other]}" for other in sorted(required - {name}))

    for name, parameter in parameters.items():
        cases = list(bad_texts(name, parameter["schema"]))
        assert cases, f"{path}: no bad value of {name}"
        if name in required:
            expect(f"{path} without {name}", fetch(service, method, path, query_without(name), body), name, "Missing")
        for value, rule in cases:
            query = f"{query_without(name)}&{name}={value}"
            expect(f"{path}?{query[:200]}", fetch(service, method, path, query, body), name, rule)
    for together, name in TOGETHER:
        if all(part.split("=")[0] in parameters for part in together.split("&")):
            query = f"{query_without(None)}&{together}"
            expect(f"{path}?{query}", fetch(service, method, path, query), name, ".")


def schema_of(node):
    node = resolve(node)
    whole = {"properties": {}, "required": [], **node}
    for part in map(schema_of, node.get("allOf", ())):
        whole["properties"] = {**whole["properties"], **part["properties"]}
        whole["required"] = whole["required"] + part["required"]
    return whole


def bad_values(name, schema, required):
    kind = schema["type"]
    if kind == "string":
        yield from ((value, "expected a|RFC 3339") for value in (7, True, [], {}))
        yield "x\0", "U.0000 and lone surrogates"
        yield from ((time, "RFC 3339|from 1990") for time in BAD_TIMES if schema.get("format") == "date-time")
        if "maxLength" in schema:
            yield "x" * (schema["maxLength"] + 1), f"at most {schema['maxLength']} bytes"
        if "minLength" in schema:
            yield "", "1 to [0-9]+ bytes|Missing|expected a"
    elif kind == "integer":
        least, most = schema["minimum"], schema["maximum"]
        yield from ((value, f"{least} to {most}") for value in (least - 1, most + 1, 1.5, "2", True, [], 10 ** 30))
    elif kind == "object":
        yield from ((value, "flat object") for value in (7, "x", True, [1]))
        yield {f"k{i}": i for i in range(schema["maxProperties"] + 1)}, f"at most {schema['maxProperties']} keys"
        yield {"k" * 65: 1}, "at most 64 bytes"
        yield {"k": "x" * 1025}, "at most 1024 bytes"
        yield {"\0": 1}, "U.0000"
        if "additionalProperties" in schema:  # others' are sent with more, and that is left out
            yield from (({"k": value}, "a string, a finite number or a boolean") for value in (None, [], {}))
    else:
        yield from ((value, "expected an array") for value in (7, "x", {}))
    if required:
        yield None, "Missing|expected"
    yield from ((value, rule) for of, value, rule in FIELDS if of == name)


def ask_fields(service, path, schema):
    many = schema.get("type") == "array"
    schema = schema_of(schema["items"]) if many else schema

    def send(where, body, name, rule):
        expect(f"{path} {where}", fetch(service, "post", path, "", [body] if many else body), name, rule)

    valid = {name: VALID[name] for name in {*schema["required"], "writeKey"} if name in schema["properties"]}
    for name, field in schema["properties"].items():
        cases = list(bad_values(name, field, name in schema["required"]))
        assert cases, f"{path}: no bad value of {name}"
        for value, rule in cases:
            send(f"{name}: {json.dumps(value)[:100]}", {**valid, name: value}, name, rule)
        if name in schema["required"] or name == "writeKey":
            send(f"without {name}", {other: valid[other] for other in valid if other != name}, name, "Missing|expected")


for path, operations in document["paths"].items():
    for method, operation in operations.items():
        for service in operation["tags"]:
            content = operation.get("requestBody", {}).get("content")
            schema = schema_of(content["application/json"]["schema"]) if content else None
            body = {name: VALID[name] for name in schema["required"]} if content else None
            if path == "/page-views/multi":
                body = {"a": {TIME: 1}}
                for pages, name in PAGES:
                    expect(f"{path} {json.dumps(pages)[:100]}", fetch(service, method, path, "", pages), name, "expected|at most|RFC 3339|1 to")
            ask_parameters(service, method, path, operation, body)
            if content and "type" in schema:  # else anything is taken
                ask_fields(service, path, schema)
                for broken in (b"{" if "x-www-form" in str(content) else b"", b"{", b"x", b'{"a":"\xff"}', b"7", b'"x"', b"{}" if schema.get("type") == "array" else b"[]"):
                    status, _, answer = fetch(service, method, path, "", broken)
                    message = json.loads(answer)["message"]
                    if status != 400 or not re.match("Invalid JSON: |Expected a JSON", message):
                        wrong.append(f"{path} {broken}: {status} {message}")
for path, body, name, rule in HITS:
    expect(f"{path} {json.dumps(body)[:200]}", fetch("ingest", "post", path, "", body), name, rule)
assert asked > 500, f"only {asked} questions"
if wrong:
    raise SystemExit("\n".join(wrong))
