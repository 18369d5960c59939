"""Officers of an outside agency at the door and the records desk, through the gateway; with short clocks."""
import base64
import datetime
import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from picture import picture  # noqa: E402
from refusal import refused  # noqa: E402
from stack import SCHOOL, SMALL, Stack, await_true, request_id, retry  # noqa: E402

AGENCY, RECORDS = "watchbell.visitor.v1.AgencyService/", "watchbell.visitor.v1.RecordsService/"
SEALED, DIRECTORY = "watchbell.visitor.v1.SealedRecordsService/", "watchbell.notification.v1.DirectoryService/"
# Real options of the service: a district may set its own clocks.
CLOCKS = {"WATCHBELL_ADMINISTRATOR_STEP_SECONDS": "1", "WATCHBELL_COUNSEL_STEP_SECONDS": "1",
          "WATCHBELL_OBJECTION_WINDOW_SECONDS": "5"}
CANARY = "Zyxwvut Quartermaine"
PAGED = "your decision is needed now"


def soon(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat()


def ask(**fields):
    return {"requestId": request_id(), "school": SCHOOL, **fields}


class Agency(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ.update(CLOCKS)
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        for name in ("clerk", "principal", "security", "counsel", "superintendent", "teacher", "coordinator"):
            setattr(cls, name, cls.stack.sign_in(name))
        cls.ids = {name: getattr(cls, name).call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
                   for name in ("principal", "security", "counsel", "superintendent")}
        cls.superintendent.call(AGENCY + "AssignContacts", ask(
            administratorIds=[cls.ids["principal"], cls.ids["security"]],
            counselIds=[cls.ids["counsel"], cls.ids["superintendent"]], superintendentId=cls.ids["superintendent"]))

    def arrive(self):
        return self.clerk.call(AGENCY + "RecordArrival", ask(
            capacity="CAPACITY_OUTSIDE_AGENCY", place="main door", agency="Agency of " + CANARY, peopleCount=2))

    def step(self, person, name, visit, **fields):
        return person.call(AGENCY + name, ask(visitId=visit["id"], **fields))

    def to_legal_review(self):
        visit = self.arrive()
        officer = {"name": CANARY, "title": "Officer", "badgeNumber": "7", "agency": "an agency"}
        self.step(self.clerk, "IdentifyOfficers", visit, identity={
            "officers": [officer], "contact": "555-0100", "purpose": "to speak with somebody",
            "authorityClaimed": "a form"})
        self.step(self.clerk, "CaptureDocument", visit, content=base64.b64encode(picture()).decode(), pages=1, facts={
            "statedKind": "AGENCY_DOCUMENT_KIND_I_205", "courtInHeading": "SEEN_NO", "signerTitle": "SIGNER_TITLE_OFFICER"})
        self.step(self.clerk, "HandToAdministrator", visit)
        self.step(self.principal, "TakeReview", visit)
        return self.step(self.principal, "ContactCounsel", visit)

    def authorise(self, visit, scope, seconds):
        document = self.look(self.counsel, visit)["visit"]["documents"][0]
        return self.step(self.counsel, "Authorise", visit, documentSha256=document["sha256"], scope=scope, expiresAt=soon(seconds),
                         escortId=self.ids["security"])

    def look(self, person, visit):
        return person.call(AGENCY + "GetAgencyVisit", {"school": SCHOOL, "visitId": visit["id"]})

    def paged(self, name):
        email = self.coordinator.call(DIRECTORY + "GetPerson", {"school": SCHOOL, "personId": self.ids[name]})["email"]
        return [m for m in self.stack.messages() if email in json.dumps(m) and PAGED in json.dumps(m)]

    def told(self, text):
        return [m for m in self.stack.messages() if m["channel"] == "email" and text in json.dumps(m)]

    def test_federal_officers_with_an_administrative_form_wait_outside_until_counsel_refuses(self):
        visit = self.to_legal_review()
        self.assertEqual(visit["state"], "STATE_LEGAL_REVIEW")
        mine, theirs = self.look(self.counsel, visit), self.look(self.principal, visit)
        self.assertEqual(mine["visit"]["documents"][0]["advice"]["kind"], "AGENCY_DOCUMENT_KIND_I_205")
        copy = self.counsel.call(AGENCY + "GetAgencyDocument", {
            "school": SCHOOL, "visitId": visit["id"], "sha256": mine["visit"]["documents"][0]["sha256"]})
        self.assertEqual(copy["mediaType"], "image/png")
        self.assertEqual(refused(lambda: self.clerk.call(AGENCY + "GetAgencyDocument", {
            "school": SCHOOL, "visitId": visit["id"], "sha256": mine["visit"]["documents"][0]["sha256"]})), "NOT_PERMITTED")
        self.assertIn("AGENCY_STEP_AUTHORISE", mine["offered"])
        self.assertEqual(mine["suggested"], "AGENCY_STEP_REFUSE")
        self.assertNotIn("AGENCY_STEP_AUTHORISE", theirs["offered"])
        self.assertEqual(refused(lambda: self.step(self.principal, "Authorise", visit)), "NOT_PERMITTED")
        self.assertEqual(refused(lambda: self.step(self.clerk, "RecordEntry", visit, escortId="x", badge="1")),
                         "STEP_NOT_ALLOWED")
        self.step(self.counsel, "Refuse", visit, reason="AGENCY_REFUSAL_REASON_ADMINISTRATIVE_ONLY",
                  words="We cannot let you in on this form.")
        self.step(self.clerk, "RecordDeparture", visit, taken="nothing")
        self.assertEqual(refused(lambda: self.step(
            self.principal, "ProposeNotice", visit, audience="AGENCY_NOTICE_AUDIENCE_FAMILIES",
            wording="AGENCY_NOTICE_WORDING_ADMITTED")), "WORDING_UNTRUE")
        self.step(self.principal, "ProposeNotice", visit, audience="AGENCY_NOTICE_AUDIENCE_FAMILIES",
                  wording="AGENCY_NOTICE_WORDING_STAYED_OUTSIDE")
        self.assertEqual(refused(lambda: self.step(self.principal, "DecideNotice", visit, approved=True)), "NOT_PERMITTED")
        self.assertEqual(self.told("They stayed outside"), [])
        closed = self.step(self.counsel, "DecideNotice", visit, approved=True)
        self.assertEqual(closed["state"], "STATE_CLOSED")
        await_true(lambda: self.told("They stayed outside"), "families are told")
        self.assertNotIn(CANARY, json.dumps(self.told("They stayed outside")))
        steps = [entry["step"] for entry in self.look(self.counsel, visit)["visit"]["log"]]
        self.assertEqual(steps[0], "AGENCY_STEP_ARRIVE")
        self.assertEqual(steps[-1], "AGENCY_STEP_DECIDE_NOTICE")

    def test_whoever_does_not_answer_is_passed_over(self):
        visit = self.arrive()
        self.step(self.clerk, "IdentifyOfficers", visit, identity={
            "officers": [{"name": "A", "title": "B", "badgeNumber": "C", "agency": "D"}], "contact": "E", "purpose": "F",
            "authorityClaimed": "G", "noDocument": True})
        self.step(self.clerk, "HandToAdministrator", visit)
        await_true(lambda: self.paged("principal"), "the designated administrator is paged")
        await_true(lambda: self.paged("security"), "then the alternate")
        self.step(self.principal, "ContactCounsel", visit)

        def rungs():
            log = self.look(self.counsel, visit)["visit"]["log"]
            return [entry for entry in log if entry["state"] == "STATE_LEGAL_REVIEW"
                    and entry["step"] == "AGENCY_STEP_PAGE_NEXT"]
        await_true(lambda: len(rungs()) >= 2, "counsel's ladder goes round")
        self.step(self.counsel, "TakeLegalReview", visit)
        taken = self.look(self.counsel, visit)["visit"]["page"]
        self.assertEqual(taken["answeredBy"], self.ids["counsel"])
        self.assertNotIn("nextAt", taken)

    def test_records_alone_keep_the_door_closed_and_what_has_run_out_is_counsels_again(self):
        visit = self.to_legal_review()
        self.authorise(visit, {"records": True}, 6)
        self.assertEqual(refused(lambda: self.step(self.clerk, "RecordEntry", visit, escortId="x", badge="1")),
                         "DOOR_STAYS_CLOSED")
        await_true(lambda: self.look(self.counsel, visit)["visit"]["state"] == "STATE_LEGAL_REVIEW", "it runs out")
        self.authorise(visit, {"premises": True}, 600)
        self.assertEqual(refused(lambda: self.step(self.clerk, "RecordEntry", visit, escortId="x")), "FIELD_MISSING")
        inside = self.step(self.clerk, "RecordEntry", visit, escortId=self.ids["security"], badge="A-1")
        self.assertEqual(inside["state"], "STATE_INSIDE")

    def test_an_entry_without_consent_pages_counsel_and_superintendent(self):
        visit = self.arrive()
        entered = self.step(self.clerk, "RecordExigentEntry", visit, account="They went past the desk.")
        self.assertEqual(entered["state"], "STATE_EXIGENT")
        await_true(lambda: len(self.told("entered without the school")) >= 2, "both are told")

    def test_responders_at_our_own_call_never_wait(self):
        for capacity in ("CAPACITY_FIRE", "CAPACITY_EMS", "CAPACITY_LOCAL_POLICE_CALLED"):
            self.assertEqual(refused(lambda: self.clerk.call(AGENCY + "RecordArrival", ask(
                capacity=capacity, place="door", agency="city", peopleCount=1))), "RESPONDERS_ENTER_AT_ONCE")

    def test_the_clerk_writes_down_and_reads_nothing_back(self):
        visit = self.arrive()
        self.assertNotIn(CANARY, json.dumps(visit))
        self.assertEqual(refused(lambda: self.look(self.clerk, visit)), "NOT_PERMITTED")
        self.assertEqual(refused(lambda: self.clerk.call(AGENCY + "ListAgencyVisits", {"school": SCHOOL})), "NOT_PERMITTED")
        self.assertIn(CANARY, json.dumps(self.look(self.security, visit)))
        self.assertEqual(refused(lambda: self.look(self.teacher, visit)), "NOT_PERMITTED")

    def test_hints_reach_the_designated_roles_alone(self):
        feeds = {person: person.stream("watchbell.gateway.v1.FeedService/Subscribe", {})
                 for person in (self.principal, self.clerk)}
        for feed in feeds.values():
            self.assertEqual(next(feed)["fact"], "ready")
        visit = self.arrive()
        alarm = self.teacher.call("watchbell.alerting.v1.AlarmService/Raise", ask(action="ACTION_HOLD", zone="hall",
                                                                                 detail={"place": "hall"}))

        def until_the_alarm(feed):
            seen = []
            for hint in feed:
                seen.append(hint)
                if hint.get("id") == alarm["id"]:
                    return seen
        self.assertIn(visit["id"], [hint.get("id") for hint in until_the_alarm(feeds[self.principal])])
        self.assertNotIn(visit["id"], [hint.get("id") for hint in until_the_alarm(feeds[self.clerk])])
        self.principal.call("watchbell.alerting.v1.AlarmService/Release", ask(incidentId=alarm["id"]))

    def test_every_read_is_on_the_record(self):
        visit = self.arrive()
        for _ in range(2):
            self.look(self.principal, visit)
        self.security.call(AGENCY + "ListAgencyVisits", {"school": SCHOOL, "pageSize": 500})

        def reads():
            answer = self.counsel.call(AGENCY + "ListAgencyReads", {"school": SCHOOL, "aboutId": visit["id"]})
            return {(read["readerId"], read["rpc"].rsplit(".", 1)[1]): read["count"] for read in answer.get("reads", [])}
        await_true(lambda: reads().get((self.ids["principal"], "GetAgencyVisit")) == 2
                   and reads().get((self.ids["security"], "ListAgencyVisits")) == 1, "both readers are listed")
        self.assertEqual(refused(lambda: self.principal.call(AGENCY + "ListAgencyReads", {"school": SCHOOL})),
                         "NOT_PERMITTED")

    def test_without_a_record_nothing_is_answered(self):
        self.arrive()
        self.stack.kill("nats")
        try:
            self.assertIsNotNone(refused(lambda: self.security.call(AGENCY + "ListAgencyVisits", {"school": SCHOOL})))
        finally:
            self.stack.start("nats")
        retry(lambda: self.security.call(AGENCY + "ListAgencyVisits", {"school": SCHOOL}))

    # The records desk.

    def claim(self, basis, **fields):
        return {"party": "PARTY_LAW_ENFORCEMENT", "partyName": "Det. " + CANARY, "studentId": self.student(),
                "fields": ["RECORDS_FIELD_GRADES"], "basis": basis, **fields}

    def student(self):
        return self.ids["security"]  # any directory id: who it is, is not asked here

    def record(self, claim, person=None):
        return (person or self.clerk).call(RECORDS + "RecordRequest", ask(claim=claim))

    def release(self, request, person=None, **fields):
        return (person or self.principal).call(RECORDS + "Release", ask(
            recordsRequestId=request["id"], recipients=["the court"],
            fields=fields.get("fields", [{"field": "RECORDS_FIELD_GRADES"}])))

    def test_a_court_order_waits_for_the_family_and_then_for_counsel(self):
        request = self.record(self.claim("BASIS_COURT_ORDER", partyName="Court A"))
        self.assertEqual(request["rule"], "RECORDS_RULE_F5_COURT_ORDER_OR_SUBPOENA")
        self.assertEqual(refused(lambda: self.release(request)), "FAMILY_NOT_TOLD")
        self.clerk.call(RECORDS + "TellFamily", ask(recordsRequestId=request["id"], how="letter"))
        decision = dict(recordsRequestId=request["id"], approved=True, fields=["RECORDS_FIELD_GRADES"], reason="in order")
        self.assertEqual(refused(lambda: self.counsel.call(RECORDS + "DecideRequest", ask(**decision))),
                         "OBJECTION_WINDOW_OPEN")
        where = {"school": SCHOOL, "recordsRequestId": request["id"]}
        await_true(lambda: self.counsel.call(RECORDS + "GetRequest", where)["state"] == "STATE_COUNSEL", "the window ends")
        self.assertEqual(refused(lambda: self.principal.call(RECORDS + "DecideRequest", ask(**decision))), "NOT_PERMITTED")
        self.counsel.call(RECORDS + "DecideRequest", ask(**decision))
        released = self.release(request)
        self.assertEqual(released["disclosures"][0]["redisclosureNoticeId"], "ferpa-99.33")

    def test_an_administrative_subpoena_waits_for_counsel_for_ever(self):
        request = self.record(self.claim("BASIS_SUBPOENA_ADMINISTRATIVE", partyName="Office B"))
        self.assertEqual((request["state"], request["result"]), ("STATE_COUNSEL", "RECORDS_RESULT_HOLD_FOR_COUNSEL"))
        self.assertEqual(refused(lambda: self.release(request)), "COUNSEL_DECIDES")

    def test_an_emergency_needs_its_threat_and_a_reason_for_each_field_beyond_the_least(self):
        emergency = dict(partyName="Police C", fields=["RECORDS_FIELD_CONTACT", "RECORDS_FIELD_HEALTH"])
        self.assertEqual(refused(lambda: self.record(self.claim("BASIS_EMERGENCY", **emergency))), "THREAT_TEXT_MISSING")
        request = self.record(self.claim("BASIS_EMERGENCY", threatText="said that he would come armed", **emergency))
        self.assertEqual(refused(lambda: self.release(request, fields=[{"field": "RECORDS_FIELD_HEALTH"}])),
                         "FIELD_REASON_MISSING")
        self.release(request, fields=[{"field": "RECORDS_FIELD_CONTACT"}])
        self.principal.call(RECORDS + "EndEmergency", ask(recordsRequestId=request["id"]))
        self.assertEqual(refused(lambda: self.release(request, fields=[{"field": "RECORDS_FIELD_CONTACT"}])),
                         "EMERGENCY_OVER")

    def test_the_same_request_twice_is_one_row_and_two_attempts(self):
        claim = self.claim("BASIS_NONE", partyName="Somebody D")
        first, second = self.record(claim), self.record(claim)
        self.assertEqual((second["id"], second["attempts"]), (first["id"], 2))
        ledger = self.counsel.call(RECORDS + "ListLedger", {"school": SCHOOL, "studentId": self.student(), "pageSize": 500})
        self.assertEqual(len([row for row in ledger["requests"] if row["claim"]["partyName"] == "Somebody D"]), 1)

    def test_what_is_under_secrecy_is_counsels_alone(self):
        claim = self.claim("BASIS_GRAND_JURY_SUBPOENA", partyName="Grand jury E")
        self.assertEqual(refused(lambda: self.record(claim)), "COUNSEL_RECEIVES_THIS")
        feed = self.superintendent.stream("watchbell.gateway.v1.FeedService/Subscribe", {})
        self.assertEqual(next(feed)["fact"], "ready")
        sealed = self.counsel.call(SEALED + "RecordSealedRequest", {"recording": ask(claim=claim)})
        self.assertEqual(sealed["request"]["rule"], "RECORDS_RULE_F5X_SECRET_ORDER")
        self.assertEqual(sealed["school"], "district")
        open_one = self.record(self.claim("BASIS_NONE", partyName="Somebody F"))
        hints = []
        for hint in feed:
            hints.append(hint.get("id"))
            if hint.get("id") == open_one["id"]:
                break
        self.assertNotIn(sealed["id"], hints)
        for person in (self.clerk, self.principal, self.superintendent):
            self.assertEqual(refused(lambda: person.call(SEALED + "ListSealedRequests", {})), "NOT_PERMITTED")
        for method, fields in (("ListRequests", {}), ("ListLedger", {"studentId": self.student()})):
            answer = self.superintendent.call(RECORDS + method, {"school": SCHOOL, "pageSize": 500, **fields})
            self.assertNotIn("Grand jury E", json.dumps(answer))
        listed = self.counsel.call(SEALED + "ListSealedRequests", {"pageSize": 500})["requests"]
        self.assertIn(sealed["id"], [row["id"] for row in listed])
        reads = self.superintendent.call(RECORDS + "ListRecordsReads", {"school": "district", "pageSize": 500})
        self.assertNotIn(sealed["id"], json.dumps(reads))

    def test_an_outside_window_is_a_card_and_a_reference(self):
        cards = self.clerk.call(RECORDS + "ListLinkCards", {})
        self.assertEqual(cards["redisclosureNoticeId"], "ferpa-99.33")
        opened = self.clerk.call(RECORDS + "OpenOutsideRequest", ask(cardId="police-report", reference="2027-112"))
        where = {"school": SCHOOL, "pageSize": 500}
        self.assertIn(opened["id"], [one["id"] for one in self.clerk.call(RECORDS + "ListOutsideRequests", where)["requests"]])
        self.clerk.call(RECORDS + "CloseOutsideRequest", ask(outsideRequestId=opened["id"], outcome="the copy came"))
        self.assertNotIn(opened["id"], json.dumps(self.clerk.call(RECORDS + "ListOutsideRequests", where)))

    def test_nothing_of_it_is_in_clear_in_logs_stream_or_redis(self):
        self.arrive()
        self.record(self.claim("BASIS_NONE"))
        subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), "--rdb", str(self.stack.dir / "agency.rdb")],
                       capture_output=True, check=True)
        files = self.stack.on_disk(lambda path: path.suffix in (".log", ".rdb", ".blk"))
        self.assertGreater(len(files), 8)
        for path, data in files.items():
            self.assertNotIn(CANARY.encode(), data, path)


if __name__ == "__main__":
    unittest.main()
