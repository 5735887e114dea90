"""resources/openapi.yaml, and the services that it describes: for the scripts beside it.

Their command line: DOCUMENT INGEST-URL STATS-URL.
"""

import json
import sys
import urllib.error
import urllib.request

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
document = yaml.safe_load(text)
URLS = {"ingest": sys.argv[2], "stats": sys.argv[3]}


def fetch(service, method, path, query="", body=None):
    """`body`: bytes as they are, or what becomes JSON."""
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{URLS[service]}{path}{'?' if query else ''}{query}", data, method=method.upper())
    if data is not None:
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def resolve(node):
    while "$ref" in node:
        target = document
        for name in node["$ref"][2:].split("/"):
            target = target[name]
        node = target
    return node
