"""What every bench shares: its options, its folder, and its part of docs/numbers.md."""

import argparse
import contextlib
import datetime
import os
import pathlib
import platform
import re
import shutil
import sys
import tempfile

NUMBERS = pathlib.Path(__file__).parents[2] / "docs/numbers.md"


def parser(command):
    result = argparse.ArgumentParser(prog=command)
    result.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the programs (scripts/bench sets it)")
    result.add_argument("--folder", default="/var/tmp", help="on the disk to measure (default /var/tmp)")
    result.add_argument("--write", action="store_true", help="put the result into docs/numbers.md")
    return result


@contextlib.contextmanager
def temporary_folder(chosen):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="footfall-bench-", dir=chosen.folder))
    folder.chmod(0o711)  # PostgreSQL runs as another user if we are root
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def machine(footfall, command):
    """Where, when and how it was measured."""
    cpu = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return (f"\n{os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}), shared by the server, "
            f"PostgreSQL {footfall.psql('SHOW server_version').split()[0]} and the load generator; {system}; "
            f"{datetime.date.today()}. `{' '.join([command, *sys.argv[3:]])}`\n")


def publish(command, text, chosen):
    """Prints; with --write also between the command's marks in the page."""
    print(text)
    if chosen.write:
        page, marks = NUMBERS.read_text(), [f"<!-- {command}: {end} -->\n" for end in ("begin", "end")]
        begin, end = page.index(marks[0]) + len(marks[0]), page.index(marks[1])
        NUMBERS.write_text(page[:begin] + text + "\n" + page[end:])
