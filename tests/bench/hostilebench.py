"""One hostile client: what it costs the worker in memory, and another site in its /stats."""

import contextlib
import datetime
import http.client
import json
import multiprocessing
import os
import pathlib
import secrets
import signal
import statistics
import time

import page
from manysites import BATCH, send
from services import Footfall, wait_for

COMMAND = "scripts/bench hostile"
QUIET = "quiet"


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(**fields):
    return {"site_id": "hostile", "event_type": "page_view", "timestamp": now(), **fields}


def visits(count):
    """Of the quiet site: 200 paths, 2,000 users."""
    return (event(site_id=QUIET, path=f"/articles/{n % 200}", user_id=f"user-{n % 2000}") for n in range(count))


def distinct(count):
    """No path, referrer, user or value comes twice."""
    for n in range(count):
        name = secrets.token_hex(8)
        yield event(path=f"/{name}", referrer=f"https://{name}.example/", user_id=name, props={name: name})


def long_texts(count):
    """As long as they may be; random, so that nothing compresses them."""
    for _ in range(count):
        yield event(path="/" + secrets.token_hex(1023), referrer=secrets.token_hex(1024), user_id=secrets.token_hex(128))


def large_props(count):
    value = secrets.token_hex(512)
    for _ in range(count):
        yield event(path=f"/{secrets.token_hex(8)}", props={f"{number}": value for number in range(30)})


def bodies(events, largest=8 << 20):
    """NDJSON of up to BATCH events and 8 MiB."""
    lines, size = [], 0
    for line in (json.dumps(one) for one in events):
        if lines and (size + len(line) + 1 > largest or len(lines) == BATCH):
            yield len(lines), "\n".join(lines).encode()
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 1
    yield len(lines), "\n".join(lines).encode()


def sample(port, stop, answers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    while not stop.is_set():
        begin = time.monotonic()
        connection.request("GET", f"/stats?site_id={QUIET}&date={now()[:10]}")
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"/stats: {answer.status}")
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.005)
    answers.put(times)


@contextlib.contextmanager
def sampling(footfall, into):
    """GET /stats of the quiet site, 200 a second at most, from a process of its own."""
    stop, answers = multiprocessing.Event(), multiprocessing.Queue()
    process = multiprocessing.Process(target=sample, args=(footfall.stats, stop, answers))
    process.start()
    yield
    stop.set()
    into += answers.get(timeout=70)
    process.join()


def burn(stop):
    while not stop.is_set():
        for _ in range(100_000):
            pass


@contextlib.contextmanager
def busy_cores():
    stop = multiprocessing.Event()
    processes = [multiprocessing.Process(target=burn, args=(stop,)) for _ in range(os.cpu_count())]
    for process in processes:
        process.start()
    yield
    stop.set()
    for process in processes:
        process.join()


class Worker:
    """Its memory, as the kernel counts it; in MiB."""

    def __init__(self, footfall):
        self.folder = pathlib.Path("/proc") / (footfall.data / "run/worker-1.pid").read_text().strip()

    def reset_peak(self):
        (self.folder / "clear_refs").write_text("5")  # proc(5): VmHWM starts again

    def memory(self, name):
        status = (self.folder / "status").read_text()
        return int(status.split(f"{name}:")[1].split()[0]) / 1024


def drained(footfall):
    wait_for(lambda: footfall.queue() == 0, 1800, "an empty spool")


def flood(footfall, worker, events):
    """Into the spool while the worker is stopped, so that its batches are as large as they get."""
    worker.reset_peak()
    footfall.worker(signal.SIGSTOP)
    count = send(footfall.ingest, bodies(events))
    footfall.worker(signal.SIGCONT)
    drained(footfall)
    print(f"  {count:,} events, worker's peak {worker.memory('VmHWM'):.0f} MiB", flush=True)
    return count, worker.memory("VmHWM"), worker.memory("VmRSS")


def measure(footfall, count, seconds):
    send(footfall.ingest, bodies(visits(20_000)))
    drained(footfall)
    worker = Worker(footfall)
    latency = {name: [] for name in ("quiet", "busy", "during", "after")}
    memory = [("before", 20_000, worker.memory("VmHWM"), worker.memory("VmRSS"))]
    with sampling(footfall, latency["quiet"]):
        time.sleep(seconds)
    with busy_cores(), sampling(footfall, latency["busy"]):
        time.sleep(seconds)
    ready = list(bodies(distinct(count)))
    worker.reset_peak()
    begin = time.monotonic()
    with sampling(footfall, latency["during"]):
        send(footfall.ingest, ready)
        drained(footfall)
    taken = time.monotonic() - begin
    memory.append(("distinct paths, referrers, users and props, as they come", count, worker.memory("VmHWM"), worker.memory("VmRSS")))
    print(f"  {count:,} distinct in {taken:.0f} s, worker's peak {memory[-1][2]:.0f} MiB", flush=True)
    with sampling(footfall, latency["after"]):
        time.sleep(seconds)
    for what, events in (("the same from a full spool", distinct(count)),
                         ("paths and referrers of 2,048 random bytes, from a full spool", long_texts(count // 20)),
                         ("30 props of 1,024 bytes each, from a full spool", large_props(count // 50))):
        memory.append((what, *flood(footfall, worker, events)))
    return latency, memory, taken


def text(latency, memory, taken):
    percent = {name: (statistics.median(times), statistics.quantiles(times, n=100)[98]) for name, times in latency.items()}
    result = "\n`GET /stats` of another site:\n\n| | half | of quiet | 99 % | of quiet |\n| --- | --- | --- | --- | --- |\n"
    for name, what in (("quiet", "quiet"), ("busy", "quiet, but every core kept busy by another program"),
                       ("during", f"while the hostile events are taken and written ({taken:.0f} s)"), ("after", "after them")):
        half, most = percent[name]
        result += (f"| {what} | {half:.2f} ms | {half / percent['quiet'][0]:.2f} | {most:.2f} ms | "
                   f"{most / percent['quiet'][1]:.2f} |\n")
    result += "\nMemory of the worker:\n\n| events | | peak (VmHWM) | afterwards (VmRSS) |\n| --- | --- | --- | --- |\n"
    for what, count, peak, rest in memory:
        result += f"| {count:,} | {what} | {peak:.0f} MiB | {rest:.0f} MiB |\n"
    return result


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=1_000_000, help="that are all distinct (default 1,000,000)")
    parser.add_argument("--seconds", type=int, default=10, help="of each measurement of /stats")
    chosen = parser.parse_args()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        result = page.machine(footfall, COMMAND) + text(*measure(footfall, chosen.events, chosen.seconds))
    page.publish(COMMAND, result, chosen)


main()
