"""scripts/bench runs this. Every figure is a median; limits are measured between the runs."""

import statistics

import drainbench
import ingestbench
import page
from services import Footfall, Nginx

COMMAND = "scripts/bench"


def median(runs, key="rate"):
    return statistics.median(run[key] for run in runs)


def spread(runs):
    rates = [run["rate"] for run in runs]
    return f"{min(rates):,.0f} to {max(rates):,.0f}"


def row(what, runs, unit, limit=None):
    ratio = f"{median(runs) / median(limit):.2f}" if limit else ""
    return f"| {what} | {median(runs):,.0f} {unit} | {spread(runs)} | {ratio} |\n"


def ingest_table(connections, runs):
    syncs = median(runs["fdatasync"])
    text = f"\n`POST /event`, {connections} connections:\n\n| | median | runs | of nginx |\n| --- | --- | --- | --- |\n"
    text += row("nginx, an answer of the same size, nothing kept", runs["nginx"], "req/s")
    text += row("Footfall, every event on disk, workers stopped", runs["alone"], "req/s", runs["nginx"])
    text += row("Footfall, every event on disk, a worker at work on the backlog", runs["working"], "req/s", runs["nginx"])
    text += row("one fdatasync of 4 KiB after the other, same folder", runs["fdatasync"], "/s")
    text += (f"\nAnswered within (workers stopped): half {median(runs['alone'], 'p50') / 1000:.1f} ms, "
             f"99 % {median(runs['alone'], 'p99') / 1000:.1f} ms. Events for each fdatasync that the disk could do: "
             f"{median(runs['alone']) / syncs:.1f}. All that was answered was counted.\n")
    return text


def drain_table(count, what, runs):
    text = (f"\n{count:,} waiting events, {what}:\n\n"
            "| | median | runs | of COPY |\n| --- | --- | --- | --- |\n")
    text += row("`COPY` of the same rows into a table without index, same cluster", runs["copy"], "rows/s")
    text += row("spool to `/stats`: events, ledger, rollups, exact users", runs["drain"], "events/s", runs["copy"])
    text += row("`POST /events` into the spool, 2,000 a request", runs["fill"], "events/s")
    return text


def options():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=500_000, help="in the full spool (default 500,000)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each run of wrk")
    parser.add_argument("--quick", action="store_true", help="a minute in all; the figures mean little")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.seconds, chosen.events = 2, 2, 100_000
    return chosen


def main():
    chosen = options()
    with (page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall,
          Nginx(folder) as nginx):
        text = page.machine(footfall, COMMAND)
        for connections in (32, 64):
            print(f"POST /event, {connections} connections", flush=True)
            text += ingest_table(connections, ingestbench.measure(
                footfall, nginx, folder, chosen.rounds, chosen.seconds, connections))
        for with_ids, what in ((False, "without `event_id`"), (True, "each with an `event_id`")):
            print(f"full spool, {what}", flush=True)
            text += drain_table(chosen.events, what, drainbench.measure(
                footfall, folder, max(1, chosen.rounds * 3 // 5), chosen.events, with_ids))
    page.publish(COMMAND, text, chosen)


main()
