"""Retention through the gateway: what is erased is gone from every file, with whatever key one has, and stays counted."""
import ctypes
import json
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, Refused, Stack, await_true, metric, request_id, retry  # noqa: E402

VISITS = "watchbell.visitor.v1.VisitService/"
RETENTION = "watchbell.visitor.v1.RetentionService/"
REPORTS = "watchbell.visitor.v1.ReportService/"
MONTHS = {"school": SCHOOL, "fromMonth": "2020-01", "toMonth": "2029-12"}
SODIUM = ctypes.CDLL("libsodium.so.23")
NONCE_BYTES, TAG_BYTES = 24, 16


def error_of(call):
    try:
        call()
    except Refused as error:
        return error.args[0]
    return None


def varint(data, at):
    value = shift = 0
    while at < len(data):
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
    return 0, at


def sealed_parts(data, key_ids):
    """Every common.v1.Sealed in the bytes, whatever is around it: its key's id, nonce and ciphertext."""
    for key_id in key_ids:
        head = b"\x0a" + bytes([len(key_id)]) + key_id.encode() + b"\x12" + bytes([NONCE_BYTES])
        for found in re.finditer(re.escape(head), data):
            nonce = data[found.end():found.end() + NONCE_BYTES]
            at = found.end() + NONCE_BYTES
            if data[at:at + 1] != b"\x1a":
                continue
            size, at = varint(data, at + 1)
            yield key_id, nonce, data[at:at + size]


def opened(key, key_id, subject, nonce, ciphertext):
    if len(ciphertext) < TAG_BYTES or len(nonce) < NONCE_BYTES:
        return None
    plain = ctypes.create_string_buffer(len(ciphertext))
    authenticated = f"{subject}\n{key_id}".encode()
    done = SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, ciphertext, ctypes.c_ulonglong(len(ciphertext)), authenticated,
        ctypes.c_ulonglong(len(authenticated)), nonce, key)
    return plain.raw[:len(ciphertext) - TAG_BYTES] if done == 0 else None


class Retention(unittest.TestCase):
    def setUp(self):
        stack = Stack()
        stack.retention = stack.dir / "retention.json"
        self.stack = stack
        self.keep({"left": 365, "matched": 365})
        stack.__enter__()
        self.addCleanup(stack.__exit__)
        self.redis("CONFIG", "SET", "appendonly", "yes")
        self.clerk, self.coordinator, self.counsel = (stack.sign_in(name) for name in ("clerk", "coordinator", "counsel"))

    def keep(self, visit, holds=()):
        self.stack.retention.write_text(json.dumps({"visitor": {"visit": visit}, "legal_holds": list(holds)}))

    def redis(self, *words):
        return subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), *words], check=True, text=True,
                              capture_output=True).stdout

    def files(self):
        """All that NATS and Redis have on disk, by name; Redis compacted just now."""
        self.redis("BGREWRITEAOF")
        await_true(lambda: "aof_rewrite_in_progress:0" in (info := self.redis("INFO", "persistence"))
                   and "aof_rewrite_scheduled:0" in info, "the log of Redis is rewritten")
        self.redis("SAVE")
        paths = [path for path in self.stack.dir.rglob("*") if path.is_file()
                 and (path.suffix in (".rdb", ".aof", ".log") or "nats" in path.relative_to(self.stack.dir).parts)]
        return {path: path.read_bytes() for path in paths}

    def keys(self):
        lines = (self.stack.dir / "keys/keys.txt").read_text().split("\n")
        return {line.split()[0]: bytes.fromhex(line.split()[1]) for line in lines if line}

    def what_opens(self, files, subject):
        """The plaintext of every sealed part that any key of any ring opens under the subject."""
        keys, found = self.keys(), []
        for data in files.values():
            for key_id, nonce, ciphertext in sealed_parts(data, keys):
                for key in keys.values():
                    plain = opened(key, key_id, subject, nonce, ciphertext)
                    if plain is not None:
                        found.append((nonce, ciphertext, plain))
        return found

    def visit(self, family_name, leave=True):
        asked = {"requestId": request_id(), "school": SCHOOL, "purpose": "Volunteer",
                 "contactEmail": f"{family_name}@family.example",
                 "manual": {"givenName": "Canary", "familyName": family_name, "dateOfBirth": "1981-02-03",
                            "documentKind": "KIND_PASSPORT", "numberLast4": "7391"}}
        visit = self.clerk.call(VISITS + "CheckIn", asked)
        self.assertEqual(visit["state"], "STATE_ON_SITE", visit)
        if leave:
            self.clerk.call(VISITS + "CheckOut", {"requestId": request_id(), "school": SCHOOL, "visitId": visit["id"]})
        return visit["id"], asked

    def get(self, visit_id):
        return self.clerk.call(VISITS + "GetVisit", {"school": SCHOOL, "visitId": visit_id})

    def gone(self, visit_id):
        return error_of(lambda: self.get(visit_id)) == "not_found"

    def ask(self, visit_id, **more):
        return self.coordinator.call(RETENTION + "RequestErasure", {
            "requestId": request_id(), "school": SCHOOL, "aggregate": "visit", "aggregateId": visit_id,
            "reason": "asked by letter", **more})

    def confirm(self, person, erasure):
        return person.call(RETENTION + "ConfirmErasure",
                           {"requestId": request_id(), "school": SCHOOL, "erasureId": erasure["id"]})

    def visits_counted(self):
        figure = self.coordinator.call(REPORTS + "GetVisitReport", MONTHS)["total"]["visits"]
        return None if figure.get("hidden") else int(figure.get("number", 0))

    def test_after_an_erasure_no_byte_of_the_person_opens_with_any_key(self):
        others = [self.visit(f"Other{number}")[0] for number in range(6)]
        visit_id, asked = self.visit("Zanzibarsson")
        subject = f"record.visitor.v1.visit.{SCHOOL}.{visit_id}"
        self.coordinator.call(VISITS + "GetVisit", {"school": SCHOOL, "visitId": visit_id})
        before = self.what_opens(self.files(), subject)
        self.assertTrue(any(b"Zanzibarsson" in plain for _, _, plain in before), "the test can see what is there")
        counted = self.visits_counted()

        erasure = self.ask(visit_id)
        self.assertEqual(erasure["state"], "STATE_REQUESTED")
        self.assertEqual(error_of(lambda: self.confirm(self.coordinator, erasure)), "permission_denied")
        self.assertFalse(self.gone(visit_id))
        self.assertEqual(self.confirm(self.counsel, erasure)["state"], "STATE_DONE")

        self.assertTrue(self.gone(visit_id))
        files = self.files()
        self.assertGreater(len(files), 8)
        self.assertEqual(self.what_opens(files, subject), [])
        for path, data in files.items():
            self.assertNotIn(b"zanzibarsson", data.lower(), path)
            for nonce, ciphertext, _ in before:
                self.assertNotIn(nonce, data, path)
                self.assertNotIn(ciphertext[:32], data, path)
        # What comes late finds nothing, and makes nothing.
        self.assertEqual(error_of(lambda: self.clerk.call(VISITS + "CheckIn", asked)), "not_found")
        self.assertEqual(error_of(lambda: self.clerk.call(
            VISITS + "CheckOut", {"requestId": request_id(), "school": SCHOOL, "visitId": visit_id})), "not_found")
        self.assertEqual(self.what_opens(self.files(), subject), [])
        for other in others:
            self.assertEqual(self.get(other)["state"], "STATE_LEFT")
        # It stays counted, and the report does not notice that it is gone.
        self.assertEqual(counted, 7)
        self.assertEqual(self.visits_counted(), 7)
        self.assertEqual(metric(self.stack, "visitor", "watchbell_ledger_erased_total"), 1)

    def test_what_is_over_goes_by_itself_though_redis_was_emptied_and_the_service_killed(self):
        left = [self.visit(f"Left{number}")[0] for number in range(12)]
        inside, _ = self.visit("Inside", leave=False)
        held, _ = self.visit("Held")
        subjects = [f"record.visitor.v1.visit.{SCHOOL}.{one}" for one in left]
        self.keep({"left": 0, "matched": 0}, holds=[held])
        self.redis("FLUSHALL")
        self.stack.restart("visitor")
        await_true(lambda: any(self.redis("ZCARD", "wb:visitor:timers").strip() != "0" for _ in [0]), "timers are back")
        self.stack.restart("visitor")  # in the middle of it, as far as one can tell
        retry(lambda: self.get(inside))
        for one in left:
            await_true(lambda one=one: self.gone(one), "what has left is erased")
        files = self.files()
        for subject in subjects:
            self.assertEqual(self.what_opens(files, subject), [])
        self.assertEqual(self.get(inside)["state"], "STATE_ON_SITE")
        self.assertEqual(self.get(held)["state"], "STATE_LEFT")
        self.assertEqual(self.visits_counted(), 14)
        self.assertEqual(error_of(lambda: self.ask(held)), "failed_precondition")

    def test_nobody_erases_alone_without_a_reason_or_what_is_not_there(self):
        visit_id, _ = self.visit("Somebody")
        self.assertEqual(error_of(lambda: self.ask(visit_id, reason="")), "invalid_argument")
        self.assertEqual(error_of(lambda: self.ask(visit_id, aggregate="notice")), "invalid_argument")
        self.assertEqual(error_of(lambda: self.ask(request_id())), "not_found")
        self.assertEqual(error_of(lambda: self.clerk.call(RETENTION + "RequestErasure", {
            "requestId": request_id(), "school": SCHOOL, "aggregate": "visit", "aggregateId": visit_id,
            "reason": "asked by letter"})), "permission_denied")
        erasure = self.ask(visit_id)
        listed = await_true(lambda: self.counsel.call(RETENTION + "ListErasures", {"school": SCHOOL}).get("erasures"),
                            "the request is on the list")
        self.assertEqual([one["id"] for one in listed], [erasure["id"]])
        self.assertEqual(listed[0]["reason"], "asked by letter")
        self.assertFalse(self.gone(visit_id))


if __name__ == "__main__":
    unittest.main()
