#!/usr/bin/env python3
"""Writes countries.mmdb: a database in MaxMind's format (maxmind.github.io/MaxMind-DB) with the three
networks that are set aside for documentation. Usage: make-countries.py FILE"""
import ipaddress
import struct
import sys

NETWORKS = {"192.0.2.0/24": "DE", "198.51.100.0/24": "NZ", "2001:db8::/32": "JP"}


def encoded(value):
    def head(kind, size):
        assert size < 285
        extended = bytes([kind - 7]) if kind > 7 else b""
        first = (0 if kind > 7 else kind) << 5
        return bytes([first | min(size, 29)]) + extended + (bytes([size - 29]) if size >= 29 else b"")

    if isinstance(value, str):
        return head(2, len(value)) + value.encode()
    if isinstance(value, dict):
        return head(7, len(value)) + b"".join(encoded(k) + encoded(v) for k, v in value.items())
    if isinstance(value, list):
        return head(11, len(value)) + b"".join(map(encoded, value))
    kind, number = value
    number = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return head(kind, len(number)) + number


def bits_of(text):
    network = ipaddress.ip_network(text)
    bits = f"{int(network.network_address):0{network.max_prefixlen}b}"[: network.prefixlen]
    return "0" * 96 + bits if network.version == 4 else bits  # IPv4 is in ::/96


tree = [[None, None]]
data = b""
for text, country in NETWORKS.items():
    node, bits = 0, bits_of(text)
    for bit in map(int, bits[:-1]):
        if tree[node][bit] is None:
            tree.append([None, None])
            tree[node][bit] = len(tree) - 1
        node = tree[node][bit]
    tree[node][int(bits[-1])] = ("data", len(data))
    data += encoded({"country": {"iso_code": country}})


def record(value):
    if value is None:
        value = len(tree)
    elif isinstance(value, tuple):
        value = len(tree) + 16 + value[1]
    return struct.pack(">I", value)[1:]


UINT16, UINT32, UINT64 = 5, 6, 9
metadata = {"node_count": (UINT32, len(tree)), "record_size": (UINT16, 24), "ip_version": (UINT16, 6),
            "database_type": "Footfall-Test-Country", "languages": ["en"],
            "binary_format_major_version": (UINT16, 2), "binary_format_minor_version": (UINT16, 0),
            "build_epoch": (UINT64, 1763683200), "description": {"en": "Documentation networks"}}
with open(sys.argv[1], "wb") as out:
    out.write(b"".join(record(left) + record(right) for left, right in tree) + bytes(16) + data)
    out.write(b"\xab\xcd\xefMaxMind.com" + encoded(metadata))
