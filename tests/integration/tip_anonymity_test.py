"""Nothing that could tell who sent a tip is anywhere afterwards: a canary in everything that a sender's device gives
away, and then every log, stream, dump, metric and message searched for it, in all the forms that programs write."""
import base64
import http.client
import ipaddress
import json
import pathlib
import subprocess
import sys
import unittest
import urllib.parse
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, Refused, Stack, await_true, request_id  # noqa: E402
from tips import MAILBOX, TIPS, UPLOADS, photo  # noqa: E402

ADDRESS = "127.77.66.55"  # the sender really connects from there
FORWARDED = "203.0.113.77"
TRACE = "c0ffee00c0ffee00c0ffee00c0ffee77"
TEXTS = {
    "user agent": "CanaryBrowser/77.1", "referer": "canary-referer-9f1", "cookie": "canarycookie5521", "language": "xx-CANARY77",
    "file name": "canary-IMG_0077.jpg", "camera": "CanaryCam 7700", "serial": "SN-CANARY-0077", "position": "41.3081N-72.9282W-canary",
    "artist": "Canary Ursula Z", "text": "the canary sings of a tip", "place": "behind the canary cage", "when": "canary o'clock",
    "passphrase": "canary passphrase of mine", "wrong passphrase": "canary passphrase of nobody", "checked": "my name is Canarina",
    "message": "canary message to the team", "answer": "canary answer of the team",
}


def varint(number):
    out = bytearray()
    while number > 0x7f:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    return bytes(out) + bytes((number,))


def forms_of_text(text):
    """As it is, in base64 wherever it begins among other bytes, in hexadecimal, quoted, and as UTF-16."""
    plain = text.lower().encode()
    yield plain
    yield urllib.parse.quote(text).lower().encode()
    yield text.lower().encode("utf-16-le")
    for original in {text.encode(), plain}:
        yield original.hex().encode()
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + original)
            yield coded[(before * 8 + 5) // 6 + 1:-4].lower()


def forms_of_address(text):
    number = int(ipaddress.ip_address(text))
    yield text.encode()
    yield number.to_bytes(4, "big")
    yield number.to_bytes(4, "little")
    yield varint(number)
    yield str(number).encode()
    yield f"{number:08x}".encode()
    yield ("::ffff:" + text).encode()


class Device:
    """A telephone that gives away all it can."""

    def __init__(self, stack):
        self.netloc = urllib.parse.urlsplit(stack.url).netloc

    def call(self, method, request):
        connection = http.client.HTTPConnection(self.netloc, timeout=30, source_address=(ADDRESS, 0))
        try:
            connection.request("POST", "/" + method, json.dumps(request), {
                "Content-Type": "application/json", "User-Agent": TEXTS["user agent"], "X-Forwarded-For": FORWARDED,
                "Forwarded": f"for={FORWARDED}", "X-Real-IP": FORWARDED, "Cookie": "id=" + TEXTS["cookie"],
                "Accept-Language": TEXTS["language"], "traceparent": f"00-{TRACE}-c0ffee00c0ffee77-01",
                "Content-Disposition": f'attachment; filename="{TEXTS["file name"]}"', "X-Referer": TEXTS["referer"],
                "Referer": "http://" + TEXTS["referer"] + "/"})
            response = connection.getresponse()
            answer = json.loads(response.read() or b"{}")
        finally:
            connection.close()
        if response.status != 200:
            raise Refused.of(answer, response.status)
        return answer


class TipAnonymity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.redis("CONFIG", "SET", "appendonly", "yes")
        cls.live_through()

    @classmethod
    def redis(cls, *words):
        return subprocess.run(["redis-cli", "-p", str(cls.stack.ports["redis"]), *words], check=True, capture_output=True).stdout

    @classmethod
    def live_through(cls):
        """A tip's whole life: file, text, mailbox both ways, wrong passphrase, triage, escalation of nothing, closing."""
        device, team = Device(cls.stack), cls.stack.sign_in("threat")
        tip_request, tell = str(uuid.uuid4()), TEXTS
        device.call(TIPS + "CheckText", {"text": tell["checked"]})
        picture = photo(tell["camera"], tell["serial"], tell["position"], tell["artist"], tell["file name"])
        file = device.call(UPLOADS + "UploadFile", {"requestId": str(uuid.uuid4()), "school": SCHOOL, "tipRequestId": tip_request,
                                                    "content": base64.b64encode(picture).decode()})
        tip = {"school": SCHOOL, "category": "CATEGORY_FIREARM", "text": tell["text"], "place": tell["place"],
               "eventTime": tell["when"], "attachmentIds": [file["attachmentId"]]}
        receipt = device.call(TIPS + "SubmitTip", {"requestId": tip_request, "passphrase": tell["passphrase"], **tip})
        other_request = str(uuid.uuid4())
        coded = device.call(TIPS + "SubmitTip", {"requestId": other_request, **{**tip, "attachmentIds": []}})
        mailbox = {"school": SCHOOL, "tipId": receipt["tipId"]}
        try:
            device.call(MAILBOX + "OpenMailbox", {**mailbox, "passphrase": tell["wrong passphrase"]})
            raise AssertionError("a wrong passphrase opened the mailbox")
        except Refused:
            pass
        token = device.call(MAILBOX + "OpenMailbox", {**mailbox, "passphrase": tell["passphrase"]})["mailboxToken"]
        device.call(MAILBOX + "WriteToTeam", {"requestId": str(uuid.uuid4()), "mailboxToken": token, "text": tell["message"]})
        about = {"school": SCHOOL, "tipId": receipt["tipId"]}
        team.call(MAILBOX + "WriteToSender", {"requestId": request_id(), **about, "text": tell["answer"]})
        device.call(MAILBOX + "ReadMailbox", {"mailboxToken": token})
        device.call(TIPS + "GetTipStatus", {"school": SCHOOL, "tipId": coded["tipId"], "receiptCode": coded["receiptCode"]})
        assert team.call(TIPS + "GetTip", about)["text"] == tell["text"]
        for method, more in (("AcknowledgeTip", {}), ("DisposeTip", {"disposition": "DISPOSITION_CREDIBLE", "reason": "seen"})):
            team.call(TIPS + method, {"requestId": request_id(), **about, **more})
        closed = {"school": SCHOOL, "which": "WHICH_CLOSED"}
        await_true(lambda: team.call(TIPS + "ListTips", closed).get("tips"), "the view knows the tip")
        await_true(lambda: b"SubmitTip" in cls.stack.logs()["gateway.log"], "the log is written")
        cls.secrets = {**TEXTS, "request id": tip_request, "request id of the code": other_request,
                       "receipt code": coded["receiptCode"], "mailbox token": token.rsplit("~", 1)[1], "trace": TRACE}

    def outputs(self):
        """Everything that the run has left: name and bytes."""
        stack = self.stack
        dump = stack.dir / "dump.rdb"
        subprocess.run(["redis-cli", "-p", str(stack.ports["redis"]), "--rdb", str(dump)], check=True, capture_output=True)
        for path, data in stack.on_disk(lambda path: stack.dir / "keys" not in path.parents).items():
            yield str(path.relative_to(stack.dir)), data
        for name, port in stack.metrics.items():
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
                yield "metrics of " + name, page.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{stack.ports['sink_http']}/messages") as page:
            yield "messages sent", page.read()

    def test_no_output_of_the_whole_stack_holds_anything_of_the_sender(self):
        outputs = dict(self.outputs())
        # What is searched is really there: each store knows the school, and each kind of output came.
        self.assertTrue(any(name.endswith(".blk") and b"tip-message" in content for name, content in outputs.items()))
        self.assertIn(b"threat_intake", outputs["dump.rdb"])
        self.assertTrue(any("appendonly" in name and b"threat_intake" in content for name, content in outputs.items()))
        self.assertIn(b"SubmitTip", outputs["gateway.log"])
        self.assertIn(b"SubmitTip", outputs["metrics of threat-intake"])
        found = []
        for name, content in outputs.items():
            lower = content.lower()
            for what, secret in self.secrets.items():
                found += [(name, what) for form in forms_of_text(secret) if form in lower]
            for address in (ADDRESS, FORWARDED):
                found += [(name, address, form) for form in forms_of_address(address) if form in content]
        self.assertEqual(found, [])

    def test_the_search_finds_what_is_hidden_in_each_form(self):
        for text in ("Canary Ursula Z",):
            for content in (text.encode(), base64.b64encode(b"ab" + text.encode() + b"cdefg"), text.encode().hex().encode()):
                self.assertTrue(any(form in content.lower() for form in forms_of_text(text)), content)
        packed = b"\x08" + varint(int(ipaddress.ip_address(ADDRESS)))
        self.assertTrue(any(form in packed for form in forms_of_address(ADDRESS)))

    def test_the_file_that_is_kept_is_not_the_one_that_was_sent(self):
        for name, content in self.outputs():
            self.assertNotIn(b"\xff\xd8\xff\xe1", content, name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
