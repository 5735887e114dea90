"""footfall verify over a month of many sites; beside what PostgreSQL takes just to count the same events."""

import re
import statistics
import subprocess
import time

import manysites
import page
from services import Footfall, wait_for

COMMAND = "scripts/bench verify"
LIMITS = {
    "`SELECT count(*) FROM events`": "SELECT count(*) FROM events",
    "`SELECT count(DISTINCT (site_id, user_id)) FROM events`": "SELECT count(DISTINCT (site_id, user_id)) FROM events",
}


def seconds(run, *arguments):
    begin = time.monotonic()
    run(*arguments)
    return time.monotonic() - begin


def verify(footfall):
    run = subprocess.run([footfall.program, "verify", "--data", footfall.data], capture_output=True, text=True)
    if run.returncode or not re.search(r"6 tables in \d+ s: no difference$", run.stdout.strip()):
        raise SystemExit(f"exit status {run.returncode}: {run.stdout}{run.stderr}")


def measure(footfall, rounds):
    runs = {what: [] for what in (*LIMITS, "verify")}
    for number in range(rounds):
        for what, query in LIMITS.items():
            # In one process, as verify is.
            runs[what].append(seconds(footfall.psql, "SET max_parallel_workers_per_gather = 0", query))
        runs["verify"].append(seconds(verify, footfall))
        print(f"  round {number + 1}: " + ", ".join(f"{what} {list_[-1]:.1f} s" for what, list_ in runs.items()), flush=True)
    return runs


def table(footfall, chosen, runs):
    keys = footfall.psql("SELECT (SELECT count(*) FROM ended_periods), (SELECT sum(user_count) FROM ended_periods), "
                         "(SELECT count(*) FROM user_numbers)").strip().split("|")
    text = (f"\n{chosen.events:,} events of {chosen.sites} sites in {manysites.DAYS} days; {int(keys[2]):,} users, "
            f"{int(keys[1]):,} in the sets of {int(keys[0]):,} ended days and months:\n\n"
            "| | median | runs | events/s |\n| --- | --- | --- | --- |\n")
    for what, times in runs.items():
        median = statistics.median(times)
        name = "`footfall verify`: all tables" if what == "verify" else what
        text += f"| {name} | {median:.1f} s | {min(times):.1f} to {max(times):.1f} | {chosen.events / median:,.0f} |\n"
    return text


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--users", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with page.temporary_folder(chosen) as folder, Footfall(chosen.bin.resolve(), folder) as footfall:
        manysites.send(footfall.ingest, manysites.bodies(chosen.events, chosen.sites, chosen.users))
        wait_for(lambda: footfall.queue() == 0, 3600, "an empty spool")
        footfall.psql("VACUUM ANALYZE")
        text = page.machine(footfall, COMMAND) + table(footfall, chosen, measure(footfall, chosen.rounds))
    page.publish(COMMAND, text, chosen)


main()
