"""What is measured: a whole Footfall, and an nginx beside it, on free ports of 127.0.0.1."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s in vain for {what}")
        time.sleep(0.01)


class Service:
    """A child process, ended by its own id."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Footfall(Service):
    def __init__(self, programs, folder, workers=1):
        self.data, self.workers = folder / "data", workers
        self.program = programs / "footfall"
        self.ingest, self.stats = free_port(), free_port()
        super().__init__(
            [self.program, "up", "--headless", "--data", self.data,
             "--ingest-port", str(self.ingest), "--stats-port", str(self.stats), "--workers", str(workers)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("Footfall is up"):
                return
        raise SystemExit("footfall up did not come up")

    def __exit__(self, *_):
        self.worker(signal.SIGCONT)
        super().__exit__()

    def worker(self, sign):
        for number in range(1, self.workers + 1):
            try:
                os.kill(int((self.data / f"run/worker-{number}.pid").read_text()), sign)
            except (OSError, ValueError):
                pass  # it has ended

    def get(self, port, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def queue(self):
        return self.get(self.ingest, "/health")["queue_size"]

    def events(self, site):
        return self.get(self.stats, f"/stats?site_id={site}")["total_events"]

    def psql(self, *statements):
        command = [self.program, "psql", "--data", self.data, "--", "-XAtq", "-v", "ON_ERROR_STOP=1"]
        for statement in statements:
            command += ["-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Demo(Service):
    """Made-up traffic: there once that of the last two days is sent, and live from then on."""

    def __init__(self, footfall):
        super().__init__([footfall.program, "demo", "--url", f"http://127.0.0.1:{footfall.ingest}"],
                         stdout=subprocess.PIPE, text=True)
        if not any("live" in line for line in self.process.stdout):
            raise SystemExit("footfall demo ended")


class BareServer(Service):
    """A QHttpServer that gives the same answer and keeps nothing."""

    def __init__(self, programs):
        self.port = free_port()
        super().__init__([programs.parent / "tests/footfall-bareserver", str(self.port)])
        wait_for(lambda: answers(self.port), 10, "the bare server")


def answers(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


class Nginx(Service):
    """Answers anything with as many bytes as Footfall does, from memory."""

    def __init__(self, folder):
        self.port = free_port()
        temp = "\n".join(f"  {kind}_temp_path {folder}/{kind};" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = pathlib.Path(folder) / "nginx.conf"
        config.write_text(f"""
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
{temp}
  access_log off; keepalive_requests 100000000; default_type application/json;
  server {{ listen 127.0.0.1:{self.port}; location / {{ return 200 '{{"status":"accepted"}}'; }} }}
}}
""")
        super().__init__(["nginx", "-e", f"{folder}/nginx.log", "-p", str(folder), "-c", str(config)])
        wait_for(lambda: answers(self.port), 10, "nginx")
