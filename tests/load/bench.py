#!/usr/bin/env python3
"""`make bench`: starts whole systems on free ports and lets the bench program press them. Prints its JSON lines.

usage: bench.py [ledger|alarm|storm|acknowledge|sites|check-in|tips|tip-flood|fan-out|trouble|mail|message|urgent]...
all when none is named"""
import csv
import io
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import BIN, PASSWORD, ROOT, Stack, free_port, request_id, retry  # noqa: E402

# Two staff beside the administrator at each of 20 schools: at 100 alarms a second it is the path that is measured,
# not the fan-out.
MANY_SCHOOLS = ("--schools", "20", "--students", "40", "--contacts", "60", "--staff", "68")
FEW = ("--schools", "2", "--students", "40", "--contacts", "60", "--staff", "20")
# 1,500 staff at one school; eight more belong to the district's office.
ONE_SCHOOL = ("--schools", "1", "--students", "40", "--contacts", "60", "--staff", "1508")

# Everybody of a district in an alarm at once: 20 schools, 22,000 people on them; eight more at the district's office.
STORM_STAFF = 22_000
STORMS = 5
STORM = ("--schools", "20", "--students", "40", "--contacts", "60", "--staff", str(STORM_STAFF + 8))
# Fifty staff at each of 20 schools, who all sign in; eight more at the district's office.
ACKNOWLEDGING = 1_000
SIGNED_IN = ("--schools", "20", "--students", "40", "--contacts", "60", "--staff", str(ACKNOWLEDGING + 8))

# Families of a district; a tenth of the contacts are relatives, who are not told. Two staff at each school, as above.
def families(recipients):
    contacts = recipients * 118 // 100
    return ("--schools", "20", "--students", str(contacts * 2 // 5), "--contacts", str(contacts), "--staff", "68")


# Ten people at each of a thousand schools.
SITES, PEOPLE_A_SITE = 1_000, 10
MANY_SITES = ("--schools", str(SITES), "--students", "2000", "--contacts", "2000", "--staff", str(SITES * PEOPLE_A_SITE + 8))
TICKS = os.sysconf("SC_CLK_TCK")
QUIET_S, IDLE_SHARE = 2, 0.05


CHANNELS = ("email", "webhook")


class System(Stack):
    """What leaves it ends in the bench program itself, which notes when the first bytes come. `apart`: texts and webhooks
    have sinks of their own, which misbehave."""

    def __init__(self, services=None, channels=CHANNELS, apart=False):
        super().__init__(services)
        self.channels = channels
        self.people = ROOT / "services/gateway/demo_people.json"
        self.sinks_of = {name: free_port() if apart else self.ports["sink_http"] for name in ("sms", "webhook")}

    def start(self, name):
        if name != "sinks":
            super().start(name)

    def command(self, name):
        words = super().command(name)
        if name == "gateway":
            words[words.index("--demo-people") + 1] = self.people
        if name != "notification":
            return words
        address = f"http://127.0.0.1:{self.sinks_of['webhook']}/hook"
        changes = {"--webhook-url": address if "webhook" in self.channels else ""}
        if "email" not in self.channels:
            changes["--smtp"] = ""
        for flag, value in changes.items():
            words[words.index(flag) + 1] = value
        # Quiet hours are kept: it is noon at this district.
        words += ["--time-zone", f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"]
        if "sms" in self.channels:
            token = self.dir / "token"
            token.write_text("a-token\n")
            words += ["--provider", f"name=text kind=twilio-sms url=http://127.0.0.1:{self.sinks_of['sms']} account=AC1"
                      f" token-file={token} from=+12035550100 callback=https://bell.example"]
        return words


def bench(names, *flags):
    if names:
        subprocess.run([BIN / "bench", *names, *flags], check=True)


def bench_pooled(names, *flags):
    """What it printed, a dictionary for each figure."""
    lines = subprocess.run([BIN / "bench", *names, *flags], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def usage(system, name):
    """Resident memory in bytes and processor time in seconds of one service."""
    process = pathlib.Path(f"/proc/{system.processes[name].pid}")
    fields = process.joinpath("stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE"), (int(fields[11]) + int(fields[12])) / TICKS


def settle(system, names):
    """Waits until these services have nothing left to do."""
    busy = True
    while busy:
        begun = [usage(system, name)[1] for name in names]
        time.sleep(QUIET_S)
        busy = any(usage(system, name)[1] - first > QUIET_S * IDLE_SHARE for name, first in zip(names, begun))


def bench_sites():
    """What a school in an open alarm costs, with the ten people there who were told and may answer."""
    with Stack() as system:
        system.load_district(*MANY_SITES)
        coordinator = system.sign_in("coordinator")
        schools = [school["code"] for school in coordinator.call("watchbell.notification.v1.DirectoryService/ListSchools", {})["schools"]]
        services = ("alerting", "notification")
        before = {name: usage(system, name) for name in services}
        for school in schools:
            retry(lambda school=school: coordinator.call("watchbell.alerting.v1.AlarmService/Raise", {
                "requestId": request_id(), "school": school, "action": "ACTION_LOCKDOWN", "detail": {"place": "hall"}}))
        settle(system, services)
        for name in services:
            memory, seconds = (after - first for after, first in zip(usage(system, name), before[name]))
            print(json.dumps({"name": f"site_memory_kb_{name}", "value": round(memory / 1024 / SITES, 1), "unit": "kB"}))
            print(json.dumps({"name": f"site_cpu_ms_{name}", "value": round(seconds * 1000 / SITES, 2), "unit": "ms"}))


def memory(system, field):
    """Of notification, in bytes: VmRSS now, VmHWM at most since it was forgotten."""
    status = pathlib.Path(f"/proc/{system.processes['notification'].pid}/status").read_text()
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))


def forget_peak(system):
    pathlib.Path(f"/proc/{system.processes['notification'].pid}/clear_refs").write_text("5")


def bench_system(names, district, *flags, services=None, memory_name=None, run=bench, **more):
    """`memory_name`: what notification needs beyond what it holds anyway is a figure, too. Returns what `run` did."""
    if not names:
        return None
    with System(services, **more) as system:
        system.load_district(*district)
        ports = system.ports
        forget_peak(system)
        before = memory(system, "VmRSS:")
        ends = ("--sink-http-port", str(ports["sink_http"]), "--sink-smtp-port", str(ports["sink_smtp"]))
        if more.get("apart"):
            ends += ("--text-http-port", str(system.sinks_of["sms"]), "--webhook-http-port", str(system.sinks_of["webhook"]))
        done = run(names, "--gateway", system.url, "--nats", f"nats://127.0.0.1:{ports['nats']}", *ends, "--channels",
                   *system.channels, *flags)
        if memory_name:
            print(json.dumps({"name": memory_name, "value": round((memory(system, "VmHWM:") - before) / 1e6, 1), "unit": "MB",
                              "before": round(before / 1e6, 1)}), flush=True)
        return done


def bench_storm():
    """Twenty presses have no p99: those of several districts together have one. Each district is new, and so is each
    process."""
    figures = {}
    for _ in range(STORMS):
        for figure in bench_system(["storm"], STORM, "--recipients", str(STORM_STAFF), run=bench_pooled):
            figures.setdefault(figure["name"], []).append(figure)
    for name, runs in figures.items():
        values = sorted(value for run in runs for value in run["values"])
        floor = statistics.median(run["floor"] for run in runs)
        for at, share in (("p50", 0.5), ("p99", 0.99)):
            value = values[int(share * (len(values) - 1))]
            print(json.dumps({"name": f"{name}_{at}_ms", "value": round(value, 3), "unit": "ms", "floor": floor,
                              "ratio": round(value / floor, 3)}), flush=True)


def staff_of(archive):
    """Everybody of a school's staff, who may sign in as "<school>.<number>"."""
    with zipfile.ZipFile(archive) as files:
        orgs, users = (list(csv.DictReader(io.StringIO(files.read(name).decode()))) for name in ("orgs.csv", "users.csv"))
    code_of = {org["sourcedId"]: org["identifier"] for org in orgs if org["type"] == "school"}
    numbers = dict.fromkeys(code_of.values(), 0)
    for user in users:
        code = code_of.get(user["orgSourcedIds"])
        if code and user["sourcedId"].startswith("staff-"):
            numbers[code] += 1
            yield {"username": f"{code}.{numbers[code]}", "password": PASSWORD, "display_name": "Staff",
                   "person_source": user["sourcedId"], "grants": [{"role": "teacher", "school": code}]}


def bench_acknowledge():
    with System() as system:
        system.load_district(*SIGNED_IN)
        people = json.loads(system.people.read_text()) + list(staff_of(next(system.dir.glob("district-*.zip"))))
        system.people = system.dir / "people.json"
        system.people.write_text(json.dumps(people))
        system.restart("gateway")
        ports = system.ports
        watched = [word for name in ("gateway", "notification", "nats", "redis")
                   for word in ("--process", name, str(system.processes[name].pid))]
        bench(["acknowledge"], "--gateway", system.url, "--nats", f"nats://127.0.0.1:{ports['nats']}", "--sink-http-port",
              str(ports["sink_http"]), "--sink-smtp-port", str(ports["sink_smtp"]), "--recipients", str(ACKNOWLEDGING), *watched)


def bench_message(recipients, channels, name=None):
    """A message to so many; named apart, where it is about one channel."""
    bench_system([name or "message"], families(recipients), "--recipients", str(recipients), channels=channels,
                 memory_name=f"message_memory_mb_{recipients}_{'_'.join(channels)}")


def main():
    wanted = sys.argv[1:] or ["ledger", "check-in", "tips", "tip-flood", "alarm", "storm", "acknowledge", "sites", "fan-out",
                              "trouble", "mail", "message", "urgent"]
    bench([name for name in ("ledger",) if name in wanted])
    # A system each: an alarm closes doors, and goes to whoever has been checked in.
    bench_system([name for name in ("check-in",) if name in wanted], MANY_SCHOOLS)
    # How many there can be; and how it is when senders are asked for work as usual.
    bench_system([name for name in ("tips",) if name in wanted], FEW,
                 services={"threat-intake": ["--quiet-tips-per-minute", "1000000"]})
    bench_system([name for name in ("tip-flood",) if name in wanted], FEW)
    bench_system([name for name in ("alarm",) if name in wanted], MANY_SCHOOLS)
    if "storm" in wanted:
        bench_storm()
    if "acknowledge" in wanted:
        bench_acknowledge()
    if "sites" in wanted:
        bench_sites()
    three = {"channels": (*CHANNELS, "sms")}
    bench_system([name for name in ("fan-out",) if name in wanted], ONE_SCHOOL, "--recipients", "1500", **three)
    bench_system([name for name in ("trouble",) if name in wanted], ONE_SCHOOL, "--recipients", "1500", apart=True, **three)
    if "mail" in wanted:
        bench_message(22_000, ("email",))
    if "message" in wanted:
        bench_message(22_000, CHANNELS)
        bench_message(100_000, ("webhook",))
    if "urgent" in wanted:
        bench_message(100_000, ("webhook",), "urgent")


main()
