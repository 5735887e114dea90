"""The pictures of docs/screenshots: a whole Footfall with the real log and made-up live traffic."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "bench"))
from services import Demo, Footfall, wait_for  # noqa: E402

LOG = TESTS / "data/access-2015-05.log.gz"
LOG_SITE, LIVE_SITE = "semicomplete.com", "shop.example"
LIVE = ["--site", LIVE_SITE, "--range", "today", "--compare", "previous"]
SHOTS = {
    "overview-light": ["--theme", "light", *LIVE],
    "overview-dark": ["--theme", "dark", "--site", LOG_SITE, "--range", "2015-05-17..2015-05-20", "--compare", "none"],
    "realtime": ["--theme", "light", "--page", "realtime", *LIVE, "--screenshot-polls", "3"],
    "pipeline": ["--theme", "light", "--page", "pipeline", *LIVE, "--screenshot-polls", "120"],
}
LOST = ["--theme", "light", *LIVE, "--screenshot-polls", "3", "--screenshot-of-loss"]


def out_per_second(footfall):
    return sum(worker["events_per_second"] for worker in footfall.get(footfall.stats, "/pipeline")["workers"])


class Dashboard:
    def __init__(self, footfall, chosen, name, options):
        self.file = chosen.out / f"{name}.png"
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR=str(chosen.scale), LC_ALL="C.UTF-8")
        self.process = subprocess.Popen(
            [chosen.bin / "footfall-dashboard", "--stats-url", f"http://127.0.0.1:{footfall.stats}",
             "--ingest-url", f"http://127.0.0.1:{footfall.ingest}", "--window-size", chosen.size,
             "--screenshot", self.file, *options],
            stderr=subprocess.PIPE, text=True, env=environment)

    def wait_shown(self):
        if not any(line.rstrip().endswith("once the stats service is lost") for line in self.process.stderr):
            self.end()

    def end(self):
        complaint = self.process.communicate()[1]
        if self.process.returncode:
            raise SystemExit(f"{self.file}: {complaint}")
        print(self.file, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="scripts/screenshots")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the programs (scripts/screenshots sets it)")
    parser.add_argument("--out", type=pathlib.Path, default=TESTS.parent / "docs/screenshots")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--scale", type=float, default=1, help="pixels for one of the window's")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="footfall-screenshots-") as folder:
        pathlib.Path(folder).chmod(0o711)  # PostgreSQL runs as another user if we are root
        with Footfall(chosen.bin.resolve(), pathlib.Path(folder)) as footfall:
            subprocess.run([footfall.program, "import", LOG, "--site", LOG_SITE, "--url",
                            f"http://127.0.0.1:{footfall.ingest}"], check=True, capture_output=True)
            with Demo(footfall):
                wait_for(lambda: footfall.queue() < 100 and out_per_second(footfall) < 50, 300, "the past to be counted")
                dashboards = [Dashboard(footfall, chosen, name, options) for name, options in SHOTS.items()]
                for dashboard in dashboards:
                    dashboard.end()
            lost = Dashboard(footfall, chosen, "disconnected", LOST)
            lost.wait_shown()
        lost.end()


main()
