"""New keys for tips and cases, replica by replica: each is read by all before any writes with it, and whoever reads or
writes meanwhile is answered."""
import pathlib
import shutil
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import ROOT, SCHOOL, Refused, Stack, request_id, retry  # noqa: E402

TIPS = "watchbell.threat_intake.v1.TipService/"
CASES, TEAM = "watchbell.threat_intake.v1.CaseService/", "watchbell.threat_intake.v1.ThreatTeamService/"
RINGS = ("threat_intake", "threat_cases")
SERVICE = "threat-intake"
PACE_S = 0.1  # a session may ask 50 times a second


class Side:
    """One gateway, with one replica behind it."""

    def __init__(self, stack, url=None):
        self.sender = stack.anonymous() if url is None else type(stack.anonymous())(url, timeout_s=30)
        self.principal = stack.sign_in("principal", url)

    def write(self, text):
        """A tip and a case that say so; their ids."""
        tip, case = request_id(), request_id()
        return (self.sender.call(TIPS + "SubmitTip", {"requestId": tip, "school": SCHOOL, "text": text})["tipId"],
                self.principal.call(CASES + "OpenCase", {"requestId": case, "school": SCHOOL, "summary": text})["id"])

    def read(self, tip_id, case_id):
        return (self.principal.call(TIPS + "GetTip", {"school": SCHOOL, "tipId": tip_id})["text"],
                self.principal.call(CASES + "GetCase", {"school": SCHOOL, "caseId": case_id})["summary"])


class KeyRotation(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(flags={SERVICE: ["--quiet-tips-per-minute", "100000"]})
        self.stack.__enter__()
        self.addCleanup(self.stack.__exit__)
        first = self.stack.keys_of(SERVICE)
        second = self.stack.dir / "keys" / "second-replica.txt"
        shutil.copy(first, second)
        other = self.stack.add_replica(SERVICE, keys=second)
        self.replicas = {SERVICE: (first, None), f"{SERVICE}-2": (second, other)}
        self.sides = {name: Side(self.stack, url) for name, (_, url) in self.replicas.items()}
        principal = self.sides[SERVICE].principal.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
        self.stack.sign_in("superintendent").call(TEAM + "AppointThreatTeam", {
            "requestId": request_id(), "school": SCHOOL,
            "members": [{"personId": principal, "role": "THREAT_TEAM_ROLE_ADMINISTRATOR"}]})
        self.written, self.failures, self.over = {}, [], threading.Event()

    def write(self, side, text):
        self.written[text] = retry(lambda: side.write(text))

    def everything_opens(self, side):
        for text, ids in list(self.written.items()):
            self.assertEqual(retry(lambda: side.read(*ids)), (text, text))

    def keep_on(self, number):
        """Writes and reads at whichever side answers; there must always be one."""
        count = 0
        mine = [Side(self.stack, url) for _, url in self.replicas.values()]
        while not self.over.wait(PACE_S):
            text, refusals = f"worker {number}, {count}", []
            for side in mine[count % 2:] + mine[:count % 2]:
                try:
                    ids = side.write(text)
                    if side.read(*ids) != (text, text):
                        refusals.append("another text")
                    break
                except (Refused, OSError) as error:
                    refusals.append(error.args)
            if len(refusals) == len(mine):
                self.failures.append(refusals)
            count += 1

    def roll(self, step):
        """One replica after the other gets the next keys; while one is away the other reads and writes all there is."""
        first = self.stack.keys_of(SERVICE)
        for ring in RINGS:
            subprocess.run([ROOT / "deploy/identity/make-keys.sh", step, ring, first.parent], check=True)
        for name, (path, url) in self.replicas.items():
            here, there = self.sides[name], next(side for other, side in self.sides.items() if other != name)
            if path != first:
                shutil.copy(first, path)
            self.stack.stop(name)
            self.write(there, f"while {name} is away, {request_id()}")
            self.everything_opens(there)
            self.stack.start(name)
            self.stack.await_answer(SERVICE, url)
            self.write(here, f"after {name} came back, {request_id()}")
            self.everything_opens(here)
            self.everything_opens(there)

    def record(self):
        return b"".join(self.stack.on_disk(lambda path: path.suffix == ".blk").values())

    def test_new_keys_replica_by_replica_and_every_read_and_write_is_answered_throughout(self):
        for side in self.sides.values():
            self.write(side, f"under the first keys, {request_id()}")
        workers = [threading.Thread(target=self.keep_on, args=(number,)) for number in range(2)]
        for worker in workers:
            worker.start()
        try:
            self.roll("--announce")  # both read the new key, and write with the old one
            record = self.record()
            for ring in RINGS:
                self.assertNotIn(f"{ring}/2".encode(), record)
            self.roll("--rotate")  # both write with the new key, and read the old one
        finally:
            self.over.set()
            for worker in workers:
                worker.join()
        self.assertEqual(self.failures, [])
        before = self.record()
        for ring in RINGS:
            self.assertIn(f"{ring}/2".encode(), before)
        for side in self.sides.values():
            self.write(side, f"under the second keys, {request_id()}")
            self.everything_opens(side)
        after = self.record()
        for ring in RINGS:
            old, new = f"{ring}/1".encode(), f"{ring}/2".encode()
            self.assertEqual(after.count(old), before.count(old), "nothing more is written with the old key")
            self.assertGreater(after.count(new), before.count(new))


if __name__ == "__main__":
    unittest.main()
