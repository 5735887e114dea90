"""scripts/bench runs this. Every figure is a median; limits are measured between the runs."""

import statistics

import drainbench
import ingestbench
import page
from services import BareServer, Footfall, Nginx

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
    text = f"\n`POST /event`, {connections} connections:\n\n| | median | runs | of a bare QHttpServer |\n| --- | --- | --- | --- |\n"
    text += row("a bare QHttpServer, the same answer, nothing kept", runs["bare"], "req/s")
    text += row("nginx, an answer of the same size, nothing kept", runs["nginx"], "req/s", runs["bare"])
    text += row("Footfall, every event on disk, workers stopped", runs["alone"], "req/s", runs["bare"])
    text += row("Footfall, every event on disk, a worker at work on the backlog", runs["working"], "req/s", runs["bare"])
    text += row("one fdatasync of 4 KiB after the other, same folder", runs["fdatasync"], "/s")
    text += (f"\nAnswered within (workers stopped): half {median(runs['alone'], 'p50') / 1000:.1f} ms, "
             f"99 % {median(runs['alone'], 'p99') / 1000:.1f} ms. Events for each fdatasync that the disk could do: "
             f"{median(runs['alone']) / syncs:.1f}. All that was answered was counted.\n")
    return text


def drain_row(what, runs, key):
    rates = [run[key] for run in runs]
    ratio = statistics.median(run[key] / run["copy"] for run in runs)
    return f"| {what} | {statistics.median(rates):,.0f} | {min(rates):,.0f} to {max(rates):,.0f} | {'' if key == 'copy' else f'{ratio:.2f}'} |\n"


def drain_table(count, runs, through, several):
    text = (f"\n{count:,} events of {drainbench.SITES} sites, {drainbench.PATHS:,} paths and {drainbench.USERS:,} users, in a full spool:\n\n"
            "| | events/s, median | runs | of COPY |\n| --- | --- | --- | --- |\n")
    for scenario, of in runs.items():
        text += drain_row(f"{scenario}: until acknowledged", of, "acknowledged")
        text += drain_row(f"{scenario}: until all that is due is merged", of, "merged")
        text += drain_row(f"{scenario}: `COPY` of the same rows into a table without index", of, "copy")
    for workers, of in several.items():
        text += drain_row(f"one day, in order, held by a lock, {workers} worker{'s' if workers > 1 else ''}: until acknowledged", of, "acknowledged")
    text += drain_row(f"`POST /events` of {drainbench.BATCH:,} each until `/stats` has them, on the same cores", through, "through")
    filled = [run["fill"] for of in runs.values() for run in of]
    return text + f"\nInto the spool by `POST /events`: {statistics.median(filled):,.0f} events/s.\n"


def options():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=2_000_000, help="in the full spool (default 2,000,000)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each run of wrk")
    parser.add_argument("--quick", action="store_true", help="a minute in all; the figures mean little")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.seconds, chosen.events = 2, 2, 100_000
    return chosen


def main():
    chosen = options()
    drain_rounds = max(1, chosen.rounds * 3 // 5)
    programs = chosen.bin.resolve()
    with page.temporary_folder(chosen) as folder:
        with Footfall(programs, folder) as footfall, BareServer(programs) as bare, Nginx(folder) as nginx:
            text = page.machine(footfall, COMMAND)
            for connections in (32, 64):
                print(f"POST /event, {connections} connections", flush=True)
                text += ingest_table(connections, ingestbench.measure(
                    footfall, bare, nginx, folder, chosen.rounds, chosen.seconds, connections))
        several = {}
        for workers in (1, 4):
            with Footfall(programs, folder / f"workers-{workers}", workers=workers) as footfall:
                several[workers] = drainbench.several(footfall, folder, drain_rounds, chosen.events)
        with Footfall(programs, folder / "drain") as footfall:
            runs = drainbench.measure(footfall, folder, drain_rounds, chosen.events)
            through = drainbench.end_to_end(footfall, folder, drain_rounds, chosen.events)
            text += drain_table(chosen.events, runs, through, several)
            sent, events, rest = drainbench.bytes_an_event(footfall)
            text += (f"\nBytes an event, once all is merged: {sent:.0f} as it was sent, {events:.0f} in `events` ({events / sent:.2f}), "
                     f"{rest:.0f} in everything else ({rest / sent:.2f}). Peak memory (VmHWM): worker "
                     f"{drainbench.peak(footfall, 'worker-1'):.0f} MiB, server {drainbench.peak(footfall, 'server'):.0f} MiB.\n")
    page.publish(COMMAND, text, chosen)


main()
