"""A whole Watchbell on free loopback ports, with data of its own, for one test: real servers, real processes."""
import base64
import contextlib
import hashlib
import hmac
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
POLICE_LINES = ("/911", "/police")


RESERVED = []


def free_port():
    """Below the range from which the system takes the ports of outgoing connections. Ours until this process ends: the
    name of a socket without a file is the lock, which the C++ tests take too."""
    while True:
        port = random.randrange(15000, 30000)
        reserved = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError), socket.socket() as probe:
            reserved.bind(f"\0watchbell-port-{port}")
            probe.bind(("127.0.0.1", port))
            RESERVED.append(reserved)
            return port
        reserved.close()


def request_id():
    return str(uuid.uuid4())


def await_true(condition, what, patience_s=PATIENCE_S):
    """The condition's first true value; fails the test when none comes in time. Asks ever less often: a session may ask
    50 times a second, after a burst of 100."""
    deadline = time.monotonic() + patience_s
    pause_s = 0.01
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not in time: {what}")
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.1, 0.1)


class Stack:
    """Use as a context manager. Processes by name: nats, redis, sinks, visitor, alerting, threat-intake, notification,
    gateway."""

    SERVICES = ("visitor", "alerting", "threat-intake", "notification")
    # Of each service, who may ask what, to see whether it answers.
    PROBES = {"visitor": ("coordinator", "watchbell.visitor.v1.VisitService/ListOnSite", {"school": SCHOOL}),
              "alerting": ("coordinator", "watchbell.alerting.v1.DispatchService/ListDispatches", {"school": SCHOOL}),
              "threat-intake": ("threat", "watchbell.threat_intake.v1.TipService/ListTips", {"school": SCHOOL}),
              "notification": ("coordinator", "watchbell.notification.v1.DirectoryService/ListSchools", {}),
              "gateway": ("coordinator", "watchbell.gateway.v1.SessionService/GetSession", {})}

    def __init__(self, flags=None):
        """`flags` by service: beside the usual ones."""
        self.flags = flags or {}
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="watchbell-"))
        names = ("nats", "redis", "sink_http", "sink_smtp", "gateway", "http") + self.SERVICES
        self.ports = {name: free_port() for name in names}
        self.metrics = {name: free_port() for name in self.SERVICES + ("gateway",)}
        self.processes = {}
        self.replicas = {}  # the commands of further processes, by name
        self.retention = ROOT / "deploy/retention.json"
        # The police's lines end in the sinks, which confirm nothing: in no hurry, but for the tests about that.
        self.police = {"retry_seconds": [1, 1], "confirm_seconds": 600}
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

    def keys_of(self, service):
        return self.dir / "keys" / service / "keys.txt"

    def command(self, name):
        if name in self.replicas:
            return self.replicas[name]
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
                  "--keys", self.keys_of(name), "--roles", ROOT / "deploy/identity/roles.json",
                  "--retention", self.retention,
                  "--token-public-key", keys / "token-public.pem"]
        own = {
            "visitor": ["--notification", f"127.0.0.1:{ports['notification']}"],
            "alerting": ["--journal", self.dir / "journal", "--visitor", f"127.0.0.1:{ports['visitor']}",
                         "--notification", f"127.0.0.1:{ports['notification']}",
                         "--alerting-settings", self.alerting_settings(),
                         "--dispatch-911", f"http://127.0.0.1:{ports['sink_http']}/911",
                         "--dispatch-police", f"http://127.0.0.1:{ports['sink_http']}/police",
                         "--dispatch-secret-file", keys / "dispatch-secret"],
            "threat-intake": ["--receipt-key", keys / "receipt-key", "--alerting", f"127.0.0.1:{ports['alerting']}"],
            "notification": ["--smtp", f"smtp://127.0.0.1:{ports['sink_smtp']}",
                             "--webhook-url", f"http://127.0.0.1:{ports['sink_http']}/hook",
                             "--webhook-secret-file", keys / "webhook-secret",
                             "--wordings", ROOT / "services/notification/wordings.json"],
            "gateway": ["--http", f"127.0.0.1:{ports['http']}", "--token-private-key", keys / "token-private.pem",
                        "--environment", "demo", "--demo-people", ROOT / "services/gateway/demo_people.json"]
            + [word for backend in self.SERVICES
               for word in ("--backend", f"{backend.replace('-', '_')}=127.0.0.1:{ports[backend]}")],
        }
        return common + own[name] + self.flags.get(name, [])

    def alerting_settings(self):
        settings = json.loads((ROOT / "deploy/alerting/settings.json").read_text())
        settings["police"].update(self.police)
        path = self.dir / "alerting-settings.json"
        path.write_text(json.dumps(settings))
        return path

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
        with self.away(name):
            pass

    @contextlib.contextmanager
    def away(self, service):
        """The service is lost within; afterwards it is started again, and answers."""
        self.kill(service)
        try:
            yield
        finally:
            self.start(service)
            self.await_answer(service)

    def stop(self, name):
        """Asked to end, as an upgrade does it."""
        self.processes[name].terminate()
        self.processes[name].wait(PATIENCE_S)

    @staticmethod
    def listens(port):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    def await_ready(self):
        signed_in = {}  # once each: an address may sign in 5 times a second, after a burst of 20, which the test needs

        def ready():
            for name, process in self.processes.items():
                if process.poll() is not None:
                    tail = (self.dir / f"{name}.log").read_text(errors="replace")[-800:]
                    raise AssertionError(f"{name} ended: {tail}")
            with contextlib.suppress(OSError, Refused):
                for who, method, fields in self.PROBES.values():
                    if who not in signed_in:
                        signed_in[who] = self.sign_in(who)
                    signed_in[who].call(method, fields)
                return True
            return False
        await_true(ready, "all services answer", 60)

    def anonymous(self):
        return Gateway(self.url, timeout_s=30)

    def add_replica(self, service="alerting", keys=None):
        """A second process of the service on the same record, "<service>-2", behind a second gateway, whose address is
        returned. `keys`: its key file, where it is not the first one's."""
        swaps = {f"127.0.0.1:{port}": f"127.0.0.1:{free_port()}"
                 for port in (self.ports[service], self.ports["gateway"], self.ports["http"],
                              self.metrics[service], self.metrics["gateway"])}
        swaps[str(self.dir / "journal")] = str(self.dir / "journal-2")
        if keys:
            swaps[str(self.keys_of(service))] = str(keys)
        for name in (service, "gateway"):
            words = [str(word) for word in self.command(name)]
            for old, new in swaps.items():
                words = [word.replace(old, new) for word in words]
            self.replicas[f"{name}-2"] = words
            self.start(f"{name}-2")
        url = "http://" + swaps[f"127.0.0.1:{self.ports['http']}"]
        self.await_answer(service, url)
        return url

    def await_answer(self, service, url=None):
        """Until the service answers behind that gateway."""
        who, method, fields = self.PROBES[service]
        person = retry(lambda: self.sign_in(who, url))
        retry(lambda: person.call(method, fields))

    def sign_in(self, username, url=None):
        gateway = Gateway(url, timeout_s=30) if url else self.anonymous()
        gateway.call("watchbell.gateway.v1.SessionService/SignIn", {"username": username, "password": PASSWORD})
        return gateway

    def load_district(self, *options):
        """A demo district, imported through the gateway; returns the last progress."""
        archive = self.dir / f"district-{len(options)}.zip"
        if not archive.exists():
            subprocess.run([BIN / "watchbell", "generate-district", "--out", archive, *options], check=True,
                           stdout=subprocess.DEVNULL)
        return import_district(self.sign_in("operator"), archive.read_bytes())

    def sunk(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['sink_http']}/messages?after=0", timeout=10) as answer:
            return [json.loads(line) for line in answer.read().splitlines() if line]

    def messages(self):
        """What arrived at the mail server and the push provider."""
        return [message for message in self.sunk() if message["to"] not in POLICE_LINES]

    def police_calls(self):
        """What arrived at the lines of the police: the requests, with their headers."""
        return [message for message in self.sunk() if message["to"] in POLICE_LINES]

    def on_disk(self, wanted):
        """The content of each wanted file; looked for anew when one went meanwhile, as when NATS compacts."""
        def read():
            with contextlib.suppress(FileNotFoundError):
                return {path: path.read_bytes() for path in self.dir.rglob("*") if path.is_file() and wanted(path)}
            return None
        return await_true(read, "all files are read")

    def logs(self):
        return {path.name: path.read_bytes() for path in self.dir.glob("*.log")}


SMALL = ("--schools", "2", "--students", "60", "--contacts", "90", "--staff", "40")


def signature(secret, message_id, timestamp, body):
    """As Standard Webhooks signs."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def day(days):
    """The date so many days from now."""
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * days))


def trained(principal, person, topics=("TRAINING_TOPIC_RESPONSE_PROTOCOL", "TRAINING_TOPIC_DRILL_LEADERSHIP")):
    """Whoever is signed in there may lead drills; waits until the ledger shows it."""
    who = person.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
    service = "watchbell.alerting.v1.TrainingService/"
    for topic in topics:
        principal.call(service + "RecordTraining", {
            "requestId": request_id(), "school": SCHOOL, "personId": who, "topic": topic,
            "completedOn": day(-1), "expiresOn": day(300)})
    await_true(lambda: principal.call(service + "CheckTraining", {
        "school": SCHOOL, "personId": who, "task": "TRAINED_TASK_LEAD_DRILL"}).get("may"), "the training is listed")


def import_district(person, archive, **more):
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


__all__ = ["Stack", "Refused", "SCHOOL", "SMALL", "await_true", "import_district", "metric", "request_id", "retry", "signature",
           "trained"]
