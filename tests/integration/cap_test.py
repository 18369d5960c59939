"""CAP 1.2 through the gateway: alarms, drills and tests as documents for partners, and other authorities' as advice."""
import base64
import hashlib
import hmac
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cap import ATOM, CAP, at, document, reference  # noqa: E402
from stack import ROOT, SCHOOL, Gateway, Refused, Stack, await_true, request_id, trained  # noqa: E402

ALARM = "watchbell.alerting.v1.AlarmService/"
SERVICE = "watchbell.alerting.v1.CapService/"
PARTNERS = "watchbell.alerting.v1.CapPartnerService/"
SCHEMA = ROOT.parent / "shared/data/cap/cap12.xsd"


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
        for name, value in (("WATCHBELL_CAP_KEY", str(private)), ("WATCHBELL_CAP_PARTNERS_INSIDE", "true")):
            os.environ[name] = value
            cls.addClassCleanup(os.environ.pop, name)
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.principal = cls.stack.sign_in("principal")
        trained(cls.principal, cls.principal)
        cls.dispatcher = cls.stack.sign_in("dispatcher")
        cls.coordinator = cls.stack.sign_in("coordinator")
        cls.documents = {}

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
        if href not in self.documents:  # never changed once published
            status, media_type, body = self.get("/cap/" + href, self.dispatcher)
            self.assertEqual((status, media_type), (200, "application/cap+xml"), body)
            self.documents[href] = body
        self.last = self.documents[href]
        return xml.fromstring(self.last)

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

    def partner(self, path, person_id="", **subscription):
        """A partner whose address is the mail server's own HTTP port; returns its id and what it is pushed."""
        request = {"requestId": request_id(), "partner": {
            "name": "Partner " + path, "url": f"http://127.0.0.1:{self.stack.ports['sink_http']}/{path}",
            "subscription": subscription, "readerIds": [person_id] if person_id else []}}
        added = self.coordinator.call(PARTNERS + "AddCapPartner", request)
        self.assertTrue(added["secret"].startswith("whsec_"))
        secret = base64.b64decode(added["secret"].removeprefix("whsec_"))

        def pushed():
            found = [message for message in self.stack.messages() if message["to"] == "/" + path]
            for message in found:
                headers = message["headers"]
                signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{message['body']}".encode()
                good = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
                self.assertEqual(headers["webhook-signature"], "v1," + good)
                self.assertEqual(headers["content-type"], "application/cap+xml")
            return [xml.fromstring(message["body"]) for message in found]
        return added["partner"]["id"], pushed

    def pushes(self, partner):
        return self.coordinator.call(PARTNERS + "ListCapPushes", {"partnerId": partner}).get("pushes", [])

    def test_partners_are_pushed_what_they_subscribed_to_signed_and_once(self):
        every, pushed_to_every = self.partner("every")
        secures, pushed_secures = self.partner("secures", kinds=["secure", "all_clear"])
        incident = self.principal.call(ALARM + "Raise", {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_HOLD",
                                                           "detail": {"place": "hall", "reason": "medical"}})["id"]
        self.command(incident, ("TakeCommand", {}), ("SetAction", {"action": "ACTION_SECURE", "detail": {"reason": "animal"}}), ("Release", {}))

        def of(pushed):
            return [root for root in pushed() if root.findtext(CAP + "incidents") == incident]
        await_true(lambda: len(of(pushed_to_every)) >= 3 and len(of(pushed_secures)) >= 2, "the pushes")
        self.assertEqual([len(of(pushed_to_every)), len(of(pushed_secures))], [3, 2])
        await_true(lambda: [push["state"] for push in self.pushes(secures)] == ["STATE_DELIVERED"] * 2, "the log")
        self.assertEqual({push["kind"] for push in self.pushes(secures)}, {"secure", "all_clear"})
        listed = {partner["id"]: partner for partner in self.coordinator.call(PARTNERS + "ListCapPartners", {})["partners"]}
        self.assertFalse("key" in listed[every] or "key" in listed[secures])
        for partner in (every, secures):
            self.coordinator.call(PARTNERS + "RetireCapPartner", {"requestId": request_id(), "partnerId": partner})

    def test_a_partner_that_is_away_is_asked_again_and_gets_it_then(self):
        partner, pushed = self.partner("later", kinds=["test"])
        port = self.stack.ports["sink_http"]
        change = {"requestId": request_id(), "partner": {"id": partner, "name": "Partner later", "url": "http://127.0.0.1:9/later",
                                                         "subscription": {"kinds": ["test"]}}}
        self.coordinator.call(PARTNERS + "ChangeCapPartner", change)
        document_id = self.coordinator.call(SERVICE + "PublishCapTest", {"requestId": request_id(), "school": SCHOOL})["id"]
        waiting = await_true(lambda: next((push for push in self.pushes(partner) if push.get("attempts")), None), "an attempt")
        self.assertEqual((waiting["state"], waiting["reason"]), ("STATE_WAITING", "UNREACHABLE"))
        change["requestId"] = request_id()
        change["partner"]["url"] = f"http://127.0.0.1:{port}/later"
        self.coordinator.call(PARTNERS + "ChangeCapPartner", change)
        await_true(pushed, "the document", 30)
        await_true(lambda: self.pushes(partner)[0]["state"] == "STATE_DELIVERED", "the log")
        self.assertGreaterEqual(self.pushes(partner)[0]["attempts"], 2)
        by_document = self.coordinator.call(PARTNERS + "ListCapPushes", {"messageId": document_id})["pushes"]
        self.assertIn(partner, [push["partnerId"] for push in by_document])
        self.coordinator.call(PARTNERS + "RetireCapPartner", {"requestId": request_id(), "partnerId": partner})

    def test_what_a_partner_may_not_be_is_refused(self):
        for partner, said in (({"name": "", "url": "https://a.example"}, "NAME_MISSING"),
                              ({"name": "a", "url": "https://u:p@a.example"}, "URL_UNUSABLE"),
                              ({"name": "a", "url": "file:///etc/passwd"}, "URL_UNUSABLE"),
                              ({"name": "a", "url": "https://a.example", "subscription": {"kinds": ["?"]}}, "KIND_UNKNOWN")):
            with self.subTest(said):
                self.assertIn(said, str(self.refusal(lambda: self.coordinator.call(
                    PARTNERS + "AddCapPartner", {"requestId": request_id(), "partner": partner}))))
        self.assertEqual(self.refusal(lambda: self.principal.call(PARTNERS + "ListCapPartners", {}))[0], "permission_denied")

    def test_a_private_document_is_for_its_addressees_alone(self):
        police = self.dispatcher.call("watchbell.gateway.v1.SessionService/GetSession", {})
        partner, pushed = self.partner("city", police["personId"], kinds=["visitor_match"], addresses=["police@city.example"])
        other, pushed_to_other = self.partner("others", kinds=["visitor_match"], addresses=["fire@city.example"])
        person = {"givenName": "Canary", "familyName": "Wrenfield", "dateOfBirth": "1970-01-02"}
        visitor = "watchbell.visitor.v1."
        security = self.stack.sign_in("security")
        security.call(visitor + "WatchlistService/AddEntry", {"requestId": request_id(), "school": SCHOOL, "entry": {
            **person, "kind": "KIND_BANNED", "documentRef": "NT-1", "issuer": "the district", "wholeSchool": True,
            "startsOn": "2026-01-01", "expiresOn": "2030-01-01"}})
        visit = security.call(visitor + "VisitService/CheckIn", {
            "requestId": request_id(), "school": SCHOOL, "manual": {**person, "documentKind": "KIND_OTHER"}})
        security.call(visitor + "VisitService/DecideMatch", {
            "requestId": request_id(), "school": SCHOOL, "visitId": visit["id"], "decision": "MATCH_DECISION_MATCH"})
        root = await_true(lambda: next(iter(pushed()), None), "the document", 30)
        self.assertEqual([root.findtext(CAP + name) for name in ("scope", "addresses")], ["Private", "police@city.example"])
        self.assertNotRegex(xml.tostring(root, "unicode"), "Canary|Wrenfield")
        identifier = root.findtext(CAP + "identifier")
        path = f"{SCHOOL}/{identifier.removeprefix('watchbell.')}.xml"
        self.assertIn(path, self.entries())
        self.document_at(path)
        status, _, body = self.get("/cap/feed.atom", self.principal)
        self.assertEqual(status, 200)
        self.assertNotIn(path.encode(), body)
        self.assertEqual(self.get("/cap/" + path, self.principal)[0], 404)
        self.assertEqual((pushed_to_other(), self.pushes(other)), ([], []))

    def test_a_doubtful_alarm_is_an_update_that_the_release_refers_to(self):
        incident = self.principal.call(ALARM + "Raise", {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN"})["id"]
        self.command(incident, ("TakeCommand", {}))
        doubt = {"requestId": request_id(), "school": SCHOOL, "incidentId": incident}
        self.assertEqual(self.refusal(lambda: self.stack.sign_in("teacher").call(SERVICE + "PublishSwatting", doubt))[0],
                         "permission_denied")
        await_true(lambda: self.documents_of(incident, 1), "the alarm's document")
        self.principal.call(SERVICE + "PublishSwatting", doubt)
        self.command(incident, ("ConfirmPolice", {"reference": "CAD-2"}), ("Release", {}))
        _, doubted, released = self.documents_of(incident, 3)
        self.assertEqual([doubted.findtext(CAP + "msgType"), doubted.find(CAP + "info").findtext(CAP + "certainty")],
                         ["Update", "Unlikely"])
        self.assertEqual(doubted.find(CAP + "info").findtext(CAP + "severity"), "Extreme")
        self.assertIn(doubted.findtext(CAP + "identifier"), released.findtext(CAP + "references"))

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
        published = self.coordinator.call(SERVICE + "PublishCapTest", {"requestId": request_id(), "school": SCHOOL})
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
