"""What the dashboard costs: processor while it polls, start to first chart, memory over time."""

import http.client
import os
import pathlib
import statistics
import subprocess
import time

import page
from services import Demo, Footfall, wait_for

COMMAND = "scripts/bench dashboard"
SITE = "shop.example"
TICKS = os.sysconf("SC_CLK_TCK")
SETTLED = 10  # seconds after the start
# What the first overview asks for.
QUESTIONS = ["/sites", "/stats?site_id={site}&period=today&limit=10&compare=previous",
             "/stats/timeseries?site_id={site}&period=today", "/stats/timeseries?site_id={site}&period=yesterday",
             "/stats/realtime?site_id={site}"] + [
    f"/stats/breakdown?site_id={{site}}&period=today&dimension={dimension}"
    for dimension in ("path", "referrer", "event_type", "browser", "country")]


class Dashboard:
    """Offscreen, until it has polled so often and drawn itself."""

    def __init__(self, footfall, programs, polls, *options):
        self.picture = footfall.data.parent / "dashboard.png"
        self.process = subprocess.Popen(
            [programs / "footfall-dashboard", "--stats-url", f"http://127.0.0.1:{footfall.stats}",
             "--ingest-url", f"http://127.0.0.1:{footfall.ingest}", "--site", SITE, "--range", "today",
             "--screenshot", self.picture, "--screenshot-polls", str(polls), *options],
            env=dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8"), stderr=subprocess.DEVNULL)
        self.proc = pathlib.Path(f"/proc/{self.process.pid}")

    def seconds(self):
        """Of a core, so far."""
        fields = (self.proc / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """MiB in use now."""
        return int(next(line.split()[1] for line in (self.proc / "status").read_text().splitlines()
                        if line.startswith("VmRSS"))) / 1024

    def end(self):
        if self.process.wait(120):
            raise SystemExit("footfall-dashboard failed")


def idle(footfall, programs, name, *options):
    """Percent of a core, while it polls each second and draws what has changed."""
    dashboard = Dashboard(footfall, programs, SETTLED + 32, "--page", name, *options)
    time.sleep(SETTLED)
    before, begin = dashboard.seconds(), time.monotonic()
    time.sleep(30)
    percent = 100 * (dashboard.seconds() - before) / (time.monotonic() - begin)
    dashboard.end()
    print(f"  {name}: {percent:.1f} % of a core", flush=True)
    return percent


def starts(footfall, programs, times):
    """Milliseconds from its start to its first whole picture, and those that its questions take alone."""
    took, alone = [], []
    for _ in range(times):
        begin = time.monotonic()
        Dashboard(footfall, programs, 1).end()
        took.append((time.monotonic() - begin) * 1000)
        begin = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", footfall.stats, timeout=30)
        for question in QUESTIONS:
            connection.request("GET", question.format(site=SITE))
            connection.getresponse().read()
        connection.close()
        alone.append((time.monotonic() - begin) * 1000)
    return took, alone


def memory(footfall, programs, minutes):
    """MiB each minute."""
    dashboard, used = Dashboard(footfall, programs, 60 * minutes + 30), []
    for minute in range(minutes + 1):
        time.sleep(60 if minute else SETTLED)
        used.append(dashboard.memory())
        print(f"  {minute} min: {used[-1]:.1f} MiB", flush=True)
    dashboard.end()
    return used


def refresh(programs):
    """Rows of the table: what tests/bench/refresh.cpp measures."""
    output = subprocess.run([programs.parent / "tests/footfall-refresh"], check=True, capture_output=True, text=True).stdout
    steps = dict(line.split("\t") for line in output.splitlines())
    return "".join(f"| a refresh of 90 days by hour and 1,000 paths at 1920x1080, {what} | {float(took):.1f} ms |\n"
                   for what, took in steps.items())


def main():
    parser = page.parser(COMMAND)
    parser.add_argument("--minutes", type=int, default=60, help="of polling, for the memory")
    parser.add_argument("--times", type=int, default=9, help="that it is started")
    chosen = parser.parse_args()
    programs = chosen.bin.resolve()
    with page.temporary_folder(chosen) as folder, Footfall(programs, folder) as footfall, Demo(footfall):
        wait_for(lambda: footfall.queue() < 100, 300, "the past to be counted")
        text = page.machine(footfall, COMMAND) + "\nOne to four events a second come in, for three sites.\n\n| | |\n| --- | --- |\n"
        took, alone = starts(footfall, programs, chosen.times)
        text += (f"| start to the first whole picture, drawn and saved; median of {chosen.times} | {statistics.median(took):.0f} ms |\n"
                 f"| its first questions alone, one after the other | {statistics.median(alone):.0f} ms |\n")
        text += refresh(programs)
        for name in ("overview", "realtime", "pipeline"):
            text += f"| {name}, polled each second: of a core | {idle(footfall, programs, name):.1f} % |\n"
        used = memory(footfall, programs, chosen.minutes)
        for minute in sorted({0, 1, 10, chosen.minutes}):
            if minute <= chosen.minutes:
                text += f"| memory after {minute} minutes of polling | {used[minute]:.1f} MiB |\n"
    page.publish(COMMAND, text, chosen)


main()
