"""Poison on the record is kept with its reason, listed and replayed by the operator's tool, and holds up nothing."""
import json
import pathlib
import socket
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import BIN, SCHOOL, SMALL, Stack, await_true, request_id  # noqa: E402


class DeadLetters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)

    def publish(self, subject, payload):
        """In NATS' own protocol, as a broken or hostile service would."""
        with socket.create_connection(("127.0.0.1", self.stack.ports["nats"]), timeout=10) as connection:
            connection.sendall(b'CONNECT {"verbose":false}\r\nPUB %s %d\r\n%s\r\nPING\r\n' % (
                subject.encode(), len(payload), payload))
            reply = b""
            while b"PONG" not in reply:
                reply += connection.recv(4096)

    def tool(self, *words):
        run = subprocess.run([BIN / "watchbell", "dead-letters", "--nats", f"nats://127.0.0.1:{self.stack.ports['nats']}",
                              *words], capture_output=True, text=True, timeout=30, check=True)
        return run.stdout

    def letter(self):
        """What the reaction that sends alarms out could not handle; others listen to alarms as well."""
        letters = [json.loads(line) for line in self.tool("list").splitlines()]
        return next((letter for letter in letters if letter["consumer"] == "notification__alarms"), None)

    def test_poison_is_listed_and_replayed_while_alarms_go_on(self):
        self.publish(f"record.alerting.v1.incident.{SCHOOL}.{request_id()}", b"\xff\xff not an event")
        letter = await_true(self.letter, "the poison is on the list")
        self.assertEqual(letter["reason"], "EVENT_MALFORMED")
        self.stack.sign_in("teacher").call("watchbell.alerting.v1.AlarmService/Raise", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN"})
        await_true(lambda: any("LOCKDOWN" in json.dumps(message) for message in self.stack.messages()), "the alarm goes out")
        self.assertIn("replayed 1", self.tool("replay", letter["consumer"], letter["event_id"]))
        await_true(self.letter, "what fails again is listed again")


if __name__ == "__main__":
    unittest.main(verbosity=2)
