"""A subscriber that knows only the protos hears of every safety event, and of nothing that is sealed or for staff."""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import ROOT, SCHOOL, Stack, await_true, request_id  # noqa: E402

EXAMPLE = "examples/subscriber"
# Sealed: names, birth date, address, place, tip. For staff only: purpose, badge.
SECRETS = ("Ursula", "Zanzibarsson", "1981-02-03", "canary@zanzibarsson", "behind the stage", "sings in the tip",
           "came for the play", "badge", "ciphertext")


class Subscriber(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([ROOT / "deploy/local/node-packages.sh", EXAMPLE], check=True, stdout=subprocess.DEVNULL)
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.printed, cls.told = cls.stack.dir / "printed", cls.stack.dir / "told"
        with open(cls.printed, "wb") as out, open(cls.told, "wb") as err:
            program = subprocess.Popen(["npm", "start", "--silent", "--prefix", ROOT / EXAMPLE, "--", "--nats",
                                        f"nats://127.0.0.1:{cls.stack.ports['nats']}"], stdout=out, stderr=err,
                                       start_new_session=True)
        cls.addClassCleanup(cls.stop, program)
        await_true(lambda: "listening" in cls.told.read_text() or program.poll() is not None, "the subscriber listens")
        if program.poll() is not None:
            raise AssertionError("the subscriber ended: " + cls.printed.read_text() + cls.told.read_text())

    @staticmethod
    def stop(program):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def lines(self):
        """(time, fact, school, event id, fields) of every whole line printed so far."""
        whole = self.printed.read_text().split("\n")[:-1]
        return [(*line.split(" ", 4)[:4], json.loads(line.split(" ", 4)[4])) for line in whole]

    def await_fact(self, fact):
        return await_true(lambda: [line for line in self.lines() if line[1] == fact], f"a line for {fact}")

    def test_an_alarm_and_a_visit_are_printed_with_their_public_fields(self):
        visit = self.stack.sign_in("clerk").call("watchbell.visitor.v1.VisitService/CheckIn", {
            "requestId": request_id(), "school": SCHOOL, "purpose": "came for the play",
            "contactEmail": "canary@zanzibarsson.example",
            "manual": {"givenName": "Ursula", "familyName": "Zanzibarsson", "dateOfBirth": "1981-02-03",
                       "documentKind": "KIND_OTHER"}})
        incident = self.stack.sign_in("teacher").call("watchbell.alerting.v1.AlarmService/Raise", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN",
            "detail": {"place": "behind the stage"}})
        tip = self.stack.anonymous().call("watchbell.threat_intake.v1.TipService/SubmitTip", {
            "requestId": request_id(), "school": SCHOOL, "text": "the canary sings in the tip"})

        time, _, school, event_id, raised = self.await_fact("IncidentRaised")[0]
        self.assertRegex(time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$")
        self.assertRegex(event_id, r"^[0-9a-f-]{36}$")
        self.assertEqual(school, SCHOOL)
        self.assertEqual((raised["incident"]["id"], raised["incident"]["action"]), (incident["id"], "ACTION_LOCKDOWN"))
        self.assertEqual(self.await_fact("VisitorAdmitted")[0][4]["visit"]["id"], visit["id"])
        self.assertEqual(self.await_fact("TipReceived")[0][4]["tip"]["id"], tip["tipId"])
        # The tip may bring a notice too, in any order.
        notices = await_true(lambda: [line[4]["notice"] for line in self.lines() if line[1] == "NoticeIssued"
                                      and line[4]["notice"].get("aboutId") == incident["id"]], "a notice of the alarm")
        self.assertEqual(notices[0]["level"], "LEVEL_EMERGENCY")

        events = [line[3] for line in self.lines()]
        self.assertEqual(len(set(events)), len(events), "each event once")
        printed = self.printed.read_text()
        for secret in SECRETS:
            self.assertNotIn(secret, printed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
