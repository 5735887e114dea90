"""POST /event, one event a request, every one on disk before its answer; beside servers that keep nothing, and fdatasync."""

import os
import pathlib
import re
import signal
import subprocess
import time

from services import wait_for

HERE = pathlib.Path(__file__).parent


def wrk(port, connections, seconds):
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", HERE / "post.lua",
         f"http://127.0.0.1:{port}/event"],
        check=True, capture_output=True, text=True).stdout
    requests, micros, errors, p50, p99 = map(int, re.search(r"^figures (.*)$", output, re.M)[1].split())
    if errors:
        raise SystemExit(f"{errors} requests failed:\n{output}")
    return {"requests": requests, "rate": requests * 1e6 / micros, "p50": p50, "p99": p99}


def syncs_per_second(folder, seconds):
    """Appends of 4 KiB, each with its fdatasync: what one writer could do without gathering."""
    path = folder / "fdatasync"
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    page, count, begin = bytes(4096), 0, time.monotonic()
    while time.monotonic() - begin < seconds:
        os.write(file, page)
        os.fdatasync(file)
        count += 1
    rate = count / (time.monotonic() - begin)
    os.close(file)
    path.unlink()
    return rate


def measure(footfall, bare, nginx, folder, rounds, seconds, connections):
    """Alternating, so that what else the machine does meets all alike."""
    runs = {"alone": [], "working": [], "bare": [], "nginx": [], "fdatasync": []}
    before = footfall.events("bench")
    for number in range(rounds):
        footfall.worker(signal.SIGSTOP)
        runs["alone"].append(wrk(footfall.ingest, connections, seconds))
        runs["fdatasync"].append({"rate": syncs_per_second(folder, 1)})
        runs["bare"].append(wrk(bare.port, connections, seconds))
        runs["nginx"].append(wrk(nginx.port, connections, seconds))
        footfall.worker(signal.SIGCONT)
        runs["working"].append(wrk(footfall.ingest, connections, seconds))
        print(f"  round {number + 1}: " + ", ".join(f"{name} {list_[-1]['rate']:.0f}/s" for name, list_ in runs.items()),
              flush=True)
    # What was answered must be counted. wrk leaves without the answers that are still on their way.
    answered = sum(run["requests"] for name in ("alone", "working") for run in runs[name])
    wait_for(lambda: footfall.queue() == 0, 300, "an empty spool")
    counted = footfall.events("bench") - before
    if not answered <= counted <= answered + 2 * rounds * connections:
        raise SystemExit(f"{answered} events were answered, {counted} counted")
    return runs
