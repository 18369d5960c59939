"""A whole Watchbell on free loopback ports, with data of its own, for one test: real servers, real processes."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/local"))
from connect import Gateway, Refused  # noqa: E402

BIN = pathlib.Path(os.environ.get("WATCHBELL_BIN", ROOT / "build/bin"))
PATIENCE_S = 30
SCHOOL = "lincoln-es"
PASSWORD = "watchbell-demo"


def free_port():
    """Below the range from which the system takes the ports of outgoing connections."""
    while True:
        port = random.randrange(15000, 30000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def request_id():
    return str(uuid.uuid4())


def await_true(condition, what, patience_s=PATIENCE_S):
    """The condition's first true value; fails the test when none comes in time."""
    deadline = time.monotonic() + patience_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not in time: {what}")
        time.sleep(0.01)


class Stack:
    """Use as a context manager. Processes by name: nats, redis, sinks, visitor, alerting, threat-intake, notification,
    gateway."""

    SERVICES = ("visitor", "alerting", "threat-intake", "notification")

    def __init__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="watchbell-"))
        names = ("nats", "redis", "sink_http", "sink_smtp", "gateway", "http") + self.SERVICES
        self.ports = {name: free_port() for name in names}
        self.metrics = {name: free_port() for name in self.SERVICES + ("gateway",)}
        self.processes = {}
        self.retention = ROOT / "deploy/retention.json"
        self.url = f"http://127.0.0.1:{self.ports['http']}"

    def __enter__(self):
        try:
            keys = self.dir / "keys"
            for script in ("deploy/identity/make-keys.sh", "deploy/local/service-keys.sh"):
                subprocess.run([ROOT / script, keys], check=True, stdout=subprocess.DEVNULL)
            for name in ("nats", "redis", "sinks") + self.SERVICES + ("gateway",):
                self.start(name)
            self.await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.processes.values():
            process.kill()
        for process in self.processes.values():
            process.wait()
        if not os.environ.get("WATCHBELL_KEEP"):
            shutil.rmtree(self.dir, ignore_errors=True)

    def command(self, name):
        ports, keys = self.ports, self.dir / "keys"
        if name == "nats":
            return ["nats-server", "-a", "127.0.0.1", "-p", str(ports["nats"]), "-js", "-sd", str(self.dir / "nats")]
        if name == "redis":
            return ["redis-server", "--bind", "127.0.0.1", "--port", str(ports["redis"]), "--save", "",
                    "--dir", str(self.dir)]
        if name == "sinks":
            return [BIN / "sinks", "--http-port", str(ports["sink_http"]), "--smtp-port", str(ports["sink_smtp"])]
        common = [BIN / name, "--listen", f"127.0.0.1:{ports[name]}",
                  "--metrics-listen", f"127.0.0.1:{self.metrics[name]}",
                  "--nats", f"nats://127.0.0.1:{ports['nats']}", "--redis", f"127.0.0.1:{ports['redis']}",
                  "--keys", keys / name / "keys.txt", "--roles", ROOT / "deploy/identity/roles.json",
                  "--retention", self.retention,
                  "--token-public-key", keys / "token-public.pem"]
        own = {
            "visitor": ["--notification", f"127.0.0.1:{ports['notification']}"],
            "alerting": ["--journal", self.dir / "journal", "--visitor", f"127.0.0.1:{ports['visitor']}",
                         "--notification", f"127.0.0.1:{ports['notification']}"],
            "threat-intake": ["--receipt-key", keys / "receipt-key"],
            "notification": ["--smtp", f"smtp://127.0.0.1:{ports['sink_smtp']}",
                             "--webhook-url", f"http://127.0.0.1:{ports['sink_http']}/hook",
                             "--webhook-secret-file", keys / "webhook-secret",
                             "--wordings", ROOT / "services/notification/wordings.json"],
            "gateway": ["--http", f"127.0.0.1:{ports['http']}", "--token-private-key", keys / "token-private.pem",
                        "--environment", "demo", "--demo-people", ROOT / "services/gateway/demo_people.json"]
            + [word for backend in self.SERVICES
               for word in ("--backend", f"{backend.replace('-', '_')}=127.0.0.1:{ports[backend]}")],
        }
        return common + own[name]

    def start(self, name):
        with open(self.dir / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen([str(word) for word in self.command(name)], stdout=log, stderr=log,
                                                    stdin=subprocess.DEVNULL, cwd=ROOT)
        if name in ("nats", "redis", "sinks"):
            port = self.ports["sink_http" if name == "sinks" else name]
            await_true(lambda: self.listens(port), f"{name} listens")

    def kill(self, name):
        """As if the machine had lost it: no drain, nothing flushed."""
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes[name].wait()

    def restart(self, name):
        self.kill(name)
        self.start(name)

    @staticmethod
    def listens(port):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    def await_ready(self):
        def ready():
            for name, process in self.processes.items():
                if process.poll() is not None:
                    tail = (self.dir / f"{name}.log").read_text(errors="replace")[-800:]
                    raise AssertionError(f"{name} ended: {tail}")
            with contextlib.suppress(OSError, Refused):
                person = self.sign_in("coordinator")
                person.call("watchbell.alerting.v1.AlarmService/ListOpenIncidents", {})
                person.call("watchbell.notification.v1.DirectoryService/ListSchools", {})
                person.call("watchbell.visitor.v1.VisitService/ListOnSite", {"school": SCHOOL})
                self.sign_in("threat").call("watchbell.threat_intake.v1.TipService/ListTips", {"school": SCHOOL})
                return True
            return False
        await_true(ready, "all services answer", 60)

    def anonymous(self):
        return Gateway(self.url, timeout_s=30)

    def sign_in(self, username):
        gateway = self.anonymous()
        gateway.call("watchbell.gateway.v1.SessionService/SignIn", {"username": username, "password": PASSWORD})
        return gateway

    def load_district(self, *options):
        """A demo district, imported through the gateway; returns the last progress."""
        archive = self.dir / f"district-{len(options)}.zip"
        if not archive.exists():
            subprocess.run([BIN / "watchbell", "generate-district", "--out", archive, *options], check=True,
                           stdout=subprocess.DEVNULL)
        return import_district(self.sign_in("operator"), archive.read_bytes())

    def messages(self):
        """What arrived at the mail server and the push provider."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['sink_http']}/messages?after=0", timeout=10) as answer:
            return [json.loads(line) for line in answer.read().splitlines() if line]

    def logs(self):
        return {path.name: path.read_bytes() for path in self.dir.glob("*.log")}


SMALL = ("--schools", "2", "--students", "60", "--contacts", "90", "--staff", "40")


def import_district(person, archive, **more):
    import base64
    last = {}
    for last in person.stream("watchbell.notification.v1.DirectoryService/ImportDistrict",
                              {"requestId": request_id(), "archive": base64.b64encode(archive).decode(), **more}):
        pass
    return last


def retry(call, patience_s=PATIENCE_S):
    """The same request until it is answered: what a client does while something restarts."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            return call()
        except (OSError, Refused) as error:
            passing = not isinstance(error, Refused) or error.args[0] in ("unavailable", "aborted", "deadline_exceeded",
                                                                          503, "unknown", "resource_exhausted")
            if not passing or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def metric(stack, service, name):
    """Sum of a metric over its labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{stack.metrics[service]}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith((name + "{", name + " ")))


__all__ = ["Stack", "Refused", "SCHOOL", "SMALL", "await_true", "import_district", "metric", "request_id", "retry"]
