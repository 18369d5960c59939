#!/usr/bin/env python3
"""`make bench`: starts whole systems on free ports and lets the bench program press them. Prints its JSON lines.

usage: bench.py [ledger|alarm|check-in|fan-out]...      all when none is named"""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import BIN, Stack  # noqa: E402

# Two staff beside the administrator at each of 20 schools: at 100 alarms a second it is the path that is measured,
# not the fan-out.
MANY_SCHOOLS = ("--schools", "20", "--students", "40", "--contacts", "60", "--staff", "68")
# 1,500 staff at one school; eight more belong to the district's office.
ONE_SCHOOL = ("--schools", "1", "--students", "40", "--contacts", "60", "--staff", "1508")


class System(Stack):
    """The mail and the webhooks end in the bench program itself, which notes when their first bytes come."""

    def start(self, name):
        if name != "sinks":
            super().start(name)


def bench(names, *flags):
    if names:
        subprocess.run([BIN / "bench", *flags, *names], check=True)


def bench_system(names, district):
    if not names:
        return
    with System() as system:
        system.load_district(*district)
        ports = system.ports
        bench(names, "--gateway", system.url, "--nats", f"nats://127.0.0.1:{ports['nats']}",
              "--sink-http-port", str(ports["sink_http"]), "--sink-smtp-port", str(ports["sink_smtp"]))


def main():
    wanted = sys.argv[1:] or ["ledger", "check-in", "alarm", "fan-out"]
    bench([name for name in ("ledger",) if name in wanted])
    # A system each: an alarm closes doors, and goes to whoever has been checked in.
    bench_system([name for name in ("check-in",) if name in wanted], MANY_SCHOOLS)
    bench_system([name for name in ("alarm",) if name in wanted], MANY_SCHOOLS)
    bench_system([name for name in ("fan-out",) if name in wanted], ONE_SCHOOL)


main()
