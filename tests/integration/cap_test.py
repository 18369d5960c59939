"""CAP 1.2 through the gateway: alarms, drills and tests as documents for partners, and other authorities' as advice."""
import base64
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import ROOT, SCHOOL, Gateway, Refused, Stack, await_true, request_id  # noqa: E402

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
ALARM = "watchbell.alerting.v1.AlarmService/"
SERVICE = "watchbell.alerting.v1.CapService/"
SCHEMA = ROOT.parent / "shared/data/cap/cap12.xsd"


def at(minutes):
    """Minutes from now; what is a time already stays."""
    if isinstance(minutes, str):
        return minutes
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def document(identifier, sent=0, expires=30, msg_type="Alert", references="", info=True, sender="w-nws@weather.example"):
    block = f"""<info>
<category>Met</category><event>Tornado Warning</event><responseType>Shelter</responseType>
<urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>
<expires>{at(expires)}</expires><headline>Tornado near the river</headline></info>"""
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{identifier}</identifier><sender>{sender}</sender><sent>{at(sent)}</sent>
<status>Actual</status><msgType>{msg_type}</msgType><scope>Public</scope>
{f"<references>{references}</references>" if references else ""}{block if info else ""}</alert>"""


def reference(text):
    root = xml.fromstring(text)
    return ",".join(root.find(CAP + part).text for part in ("sender", "identifier", "sent"))


class Cap(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        keys = pathlib.Path(tempfile.mkdtemp(prefix="watchbell-cap-"))
        cls.addClassCleanup(shutil.rmtree, keys, True)
        cls.public_key = keys / "cap-public.pem"
        private = keys / "cap-private.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", private],
                       check=True, capture_output=True)
        subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", cls.public_key], check=True)
        os.environ["WATCHBELL_CAP_KEY"] = str(private)
        cls.addClassCleanup(os.environ.pop, "WATCHBELL_CAP_KEY")
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.principal = cls.stack.sign_in("principal")
        cls.dispatcher = cls.stack.sign_in("dispatcher")

    def get(self, path, person=None):
        return (person or Gateway(self.stack.url)).page(path)

    def entries(self):
        status, media_type, body = self.get("/cap/feed.atom", self.dispatcher)
        self.assertEqual((status, media_type), (200, "application/atom+xml"), body)
        return [entry.find(ATOM + "link").get("href") for entry in xml.fromstring(body).findall(ATOM + "entry")]

    def documents_of(self, incident, count):
        """The incident's documents, oldest first, once there are so many."""
        def all_of_it():
            found = [self.document_at(href) for href in reversed(self.entries())]
            found = [root for root in found if root.findtext(CAP + "incidents") == incident]
            return found if len(found) >= count else None
        found = await_true(all_of_it, f"{count} documents")
        self.assertEqual(len(found), count)
        return found

    def document_at(self, href):
        status, media_type, body = self.get("/cap/" + href, self.dispatcher)
        self.assertEqual((status, media_type), (200, "application/cap+xml"), body)
        self.last = body
        return xml.fromstring(body)

    def receive(self, text, person=None):
        return (person or self.dispatcher).call(SERVICE + "ReceiveCap", {
            "requestId": request_id(), "school": SCHOOL, "document": base64.b64encode(text.encode()).decode()})

    def refusal(self, call):
        with self.assertRaises(Refused) as refused:
            call()
        return refused.exception.args

    def command(self, incident, *methods):
        for method, more in methods:
            self.principal.call(ALARM + method, {"requestId": request_id(), "school": SCHOOL, "incidentId": incident, **more})

    def test_an_alarm_from_the_press_to_the_release_is_a_chain_of_signed_documents(self):
        press = {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN", "detail": {"place": "room 12"}}
        teacher = self.stack.sign_in("teacher")
        incident = teacher.call(ALARM + "Raise", press)["id"]
        teacher.call(ALARM + "Raise", {**press, "requestId": request_id()})  # a second press is no second document
        self.command(incident, ("TakeCommand", {}), ("ConfirmPolice", {"reference": "CAD-1"}), ("Release", {}))
        opened, released = self.documents_of(incident, 2)
        self.assertEqual([opened.findtext(CAP + name) for name in ("status", "msgType", "scope")],
                         ["Actual", "Alert", "Restricted"])
        self.assertEqual([info.findtext(CAP + "language") for info in opened.findall(CAP + "info")],
                         ["en-US", "es-US", "pt-BR", "ht-HT"])
        self.assertEqual(opened.find(CAP + "info").findtext(CAP + "severity"), "Extreme")
        self.assertRegex(opened.findtext(CAP + "sent"), r"[-+]\d\d:\d\d$")
        self.assertNotIn("room 12", xml.tostring(opened, "unicode"))
        self.assertEqual(released.findtext(CAP + "msgType"), "Update")
        self.assertEqual(released.find(CAP + "info").findtext(CAP + "responseType"), "AllClear")
        self.assertEqual(released.findtext(CAP + "references"), reference(xml.tostring(opened)))
        file = self.stack.dir / "document.xml"
        file.write_bytes(self.last)
        if shutil.which("xmlsec1"):
            for content, good in ((self.last, True), (self.last.replace(b"AllClear", b"Evacuate"), False)):
                file.write_bytes(content)
                verified = subprocess.run(["xmlsec1", "--verify", "--pubkey-pem", self.public_key, file], capture_output=True)
                self.assertEqual(verified.returncode == 0, good, verified.stderr)
        if SCHEMA.exists() and shutil.which("xmllint"):
            file.write_bytes(self.last)
            subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, file], check=True, capture_output=True)

    def test_a_drill_is_an_exercise_from_its_first_word(self):
        drill = self.principal.call(ALARM + "StartDrill", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_EVACUATE", "detail": {"hazard": "fire"}})["id"]
        self.command(drill, ("TakeCommand", {}), ("Release", {}))
        for root in self.documents_of(drill, 2):
            self.assertEqual(root.findtext(CAP + "status"), "Exercise")
            self.assertTrue(root.findtext(CAP + "note"))
            for info, word in zip(root.findall(CAP + "info"), ("EXERCISE: ", "SIMULACRO: ", "SIMULADO: ", "EGZÈSIS: ")):
                self.assertTrue(info.findtext(CAP + "headline").startswith(word))

    def test_a_channel_test_is_published_on_request(self):
        published = self.stack.sign_in("coordinator").call(SERVICE + "PublishCapTest",
                                                           {"requestId": request_id(), "school": SCHOOL})
        root = await_true(lambda: next((self.document_at(href) for href in self.entries() if published["id"] in href), None),
                          "the test in the feed")
        self.assertEqual(root.findtext(CAP + "status"), "Test")

    def test_only_partners_and_leaders_read_the_feed(self):
        teacher = self.stack.sign_in("teacher")
        self.assertEqual(self.get("/cap/feed.atom")[0], 401)
        self.assertEqual(self.get("/cap/feed.atom", teacher)[0], 403)
        self.assertEqual(self.get(f"/cap/{SCHOOL}/{request_id()}.xml", teacher)[0], 403)
        self.assertEqual(self.get(f"/cap/{SCHOOL}/{request_id()}.xml", self.dispatcher)[0], 404)
        self.assertEqual(self.get("/cap/roosevelt-ms/x.xml", self.principal)[0], 403)

    def test_a_warning_becomes_advice_on_which_a_person_decides(self):
        warning = document("NWS-1")
        advice = self.receive(warning)["advice"]
        self.assertEqual((advice["state"], advice["suggestedAction"]), ("STATE_PENDING", "ACTION_SHELTER"))
        self.assertEqual(self.receive(warning)["advice"]["id"], advice["id"])
        listed = self.principal.call(SERVICE + "ListCapAdvice", {"school": SCHOOL})["advice"]
        self.assertIn(advice["id"], [one["id"] for one in listed])
        open_incidents = self.principal.call(ALARM + "ListOpenIncidents", {})
        self.assertEqual(open_incidents.get("incidents", []), [])  # nothing happens by itself
        decide = {"requestId": request_id(), "school": SCHOOL, "adviceId": advice["id"], "taken": True}
        self.assertEqual(self.refusal(lambda: self.dispatcher.call(SERVICE + "DecideCapAdvice", decide))[0],
                         "permission_denied")
        self.assertEqual(self.principal.call(SERVICE + "DecideCapAdvice", decide)["state"], "STATE_TAKEN")
        receipt = xml.fromstring(base64.b64decode(self.receive(document("NWS-1b"))["receipt"]))
        self.assertEqual(receipt.findtext(CAP + "msgType"), "Ack")

    def test_a_later_document_withdraws_the_earlier_one(self):
        first = document("NWS-2", sent=-2)
        withdrawn = self.receive(first)["advice"]["id"]
        self.assertEqual(self.receive(document("NWS-3", msg_type="Update", references=reference(first)))["withdrawn"], 1)
        listed = self.principal.call(SERVICE + "ListCapAdvice", {"school": SCHOOL})["advice"]
        self.assertNotIn(withdrawn, [one["id"] for one in listed])
        # A cancellation may come before what it cancels; only the same sender's counts.
        never = document("NWS-4", sent=-2)
        stranger = document("X-1", msg_type="Cancel", references=reference(never), sender="x@example", info=False)
        self.assertEqual(self.receive(stranger).get("withdrawn", 0), 0)
        self.assertEqual(self.receive(document("NWS-5", msg_type="Cancel", references=reference(never), info=False))["withdrawn"], 1)
        self.assertIn("cancelled", str(self.refusal(lambda: self.receive(never))).lower())

    def test_what_is_wrong_is_refused_with_its_line_or_its_reason(self):
        later = reference(document("NWS-9", sent=60))
        then = at(-1)
        first = document("NWS-7", sent=then, msg_type="Update", references=reference(document("NWS-8", sent=then)))
        self.receive(first)
        for text, said in (
                (document("old", expires=-5), "CAP_EXPIRED"),
                (document("early", sent=60), "CAP_FROM_THE_FUTURE"),
                (document("hollow", info=False), "CAP_WITHOUT_CONTENT"),
                (document("a", msg_type="Update", references=later), "REFERENCE_LATER"),
                (document("NWS-8", sent=then, msg_type="Update", references=reference(first)), "Refer only to"),
                (document("a b"), "NAME_MALFORMED"),
                (document("u").replace("Immediate", "Now"), "Line 6, info[0].urgency (WORD_UNKNOWN)"),
                ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document("e"), "document type"),
                ("no xml", "CAP_UNREADABLE")):
            with self.subTest(said):
                self.assertIn(said, str(self.refusal(lambda: self.receive(text))))
        self.assertEqual(self.refusal(lambda: self.receive(document("t"), self.stack.sign_in("teacher")))[0],
                         "permission_denied")


if __name__ == "__main__":
    unittest.main(verbosity=2)
