"""The front desk through the gateway: arriving, being let in, moving, leaving, being found again."""
import datetime
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, SMALL, Refused, Stack, await_true, request_id  # noqa: E402

VISITS = "watchbell.visitor.v1.VisitService/"
INVITATIONS = "watchbell.visitor.v1.InvitationService/"
CLEARANCES = "watchbell.visitor.v1.ClearanceService/"
WATCHLIST = "watchbell.visitor.v1.WatchlistService/"
NOTICES = "watchbell.notification.v1.NoticeService/"
ESCORT = "escort-of-the-day"
# The specimen of ICAO Doc 9303: Utopia has no citizens.
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10\n")


def patiently(call):
    """The edge slows one session down; a test that asks more often than a person waits with it."""
    def once():
        try:
            return [call()]
        except Refused as error:
            if error.args[2] == "TOO_MANY_REQUESTS":
                return None
            raise
    return await_true(once, "the edge takes the request")[0]


class StackWithAnEndOfDay(Stack):
    def command(self, name):
        return super().command(name) + (["--end-of-day", "22:00"] if name == "visitor" else [])


def moment(**ahead):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**ahead)).isoformat().replace("+00:00", "Z")


def day(**ahead):
    return (datetime.date.today() + datetime.timedelta(**ahead)).isoformat()


def manual(given, family, born="1981-02-03", kind="KIND_OTHER"):
    return {"givenName": given, "familyName": family, "dateOfBirth": born, "documentKind": kind}


class FrontDesk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = StackWithAnEndOfDay()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        cls.clerk = cls.stack.sign_in("clerk")
        cls.principal = cls.stack.sign_in("principal")
        cls.coordinator = cls.stack.sign_in("coordinator")

    def ask(self, method, person=None, **fields):
        request = {"school": SCHOOL, "requestId": request_id(), **fields}
        return patiently(lambda: (person or self.clerk).call(method, request))

    def read(self, method, **fields):
        return patiently(lambda: self.clerk.call(method, {"school": SCHOOL, **fields}))

    def check_in(self, given, family, **fields):
        identity = fields.pop("manual", manual(given, family))
        return self.ask(VISITS + "CheckIn", manual=identity, **fields)

    def assert_refused(self, reason, call, field=None):
        with self.assertRaises(Refused) as refused:
            call()
        self.assertEqual(refused.exception.args[2], reason, refused.exception.args)
        if field:
            self.assertEqual(refused.exception.args[3], field)

    def on_site(self, **fields):
        return {visit["id"]: visit for visit in self.read(VISITS + "ListOnSite", pageSize=500, **fields).get("visits", [])}

    def ban(self, given, family, born="1981-02-03"):
        return self.ask(WATCHLIST + "AddEntry", self.principal, entry={
            "kind": "KIND_BANNED", "givenName": given, "familyName": family, "dateOfBirth": born,
            "documentRef": "letter 7", "issuer": "school board", "startsOn": day(days=-1), "expiresOn": day(days=90),
            "wholeSchool": True})

    # Arriving

    def test_somebody_waits_outside_until_the_check_in(self):
        waiting = self.ask(VISITS + "AnnounceArrival", entry="gym", purpose="delivery", kind="PERSON_KIND_CONTRACTOR")
        self.assertEqual(waiting["state"], "STATE_ARRIVED")
        self.assertIn(waiting["id"], self.on_site())
        visit = self.check_in("Wendy", "Waiter", visitId=waiting["id"], entry="gym")
        self.assertEqual((visit["id"], visit["state"], visit["entry"]), (waiting["id"], "STATE_ON_SITE", "gym"))
        self.assertEqual(visit["arrivedAt"], waiting["arrivedAt"])
        self.assert_refused("VISIT_NOT_WAITING", lambda: self.check_in("Wendy", "Waiter", visitId=waiting["id"]))

    def test_a_passport_identifies_a_visitor(self):
        visit = self.ask(VISITS + "CheckIn", mrz=PASSPORT)
        self.assertEqual((visit["familyName"], visit["document"]["kind"]), ("ERIKSSON", "KIND_PASSPORT"))
        self.assertNotIn("UTO", json.dumps(visit))
        self.assert_refused("SCAN_MISREAD", lambda: self.ask(VISITS + "CheckIn", mrz=PASSPORT.replace("L898902C3", "K898902C3")))

    def test_without_a_document_an_escort_is_needed(self):
        nothing = manual("Nora", "Nodocument", kind="KIND_NONE")
        self.assert_refused("ESCORT_MISSING", lambda: self.check_in("", "", manual=nothing), "escort_id")
        self.assertEqual(self.check_in("", "", manual=nothing, escortId=ESCORT)["escortId"], ESCORT)
        unsaid = {key: value for key, value in nothing.items() if key != "documentKind"}
        self.assert_refused("DOCUMENT_KIND_MISSING", lambda: self.check_in("", "", manual=unsaid))

    def test_an_officer_who_trains_in_the_building_comes_for_the_exercise_and_not_for_a_matter_of_the_agency(self):
        visit = self.check_in("Olga", "Officer", kind="PERSON_KIND_EXERCISE_PARTNER", purpose="joint lockdown exercise")
        self.assertEqual((visit["state"], visit["kind"]), ("STATE_ON_SITE", "PERSON_KIND_EXERCISE_PARTNER"))
        self.assertGreater(visit["validUntil"], moment(hours=11))
        self.assertEqual(self.on_site()[visit["id"]]["kind"], "PERSON_KIND_EXERCISE_PARTNER")
        agency = patiently(lambda: self.principal.call("watchbell.visitor.v1.AgencyService/ListAgencyVisits", {"school": SCHOOL}))
        self.assertEqual(agency.get("visits", []), [])

    def test_who_is_under_eighteen_takes_the_student_path_unless_accompanied(self):
        young = manual("Yuri", "Young", born=day(days=-17 * 365))
        self.assert_refused("UNDER_AGE", lambda: self.check_in("", "", manual=young))
        self.assertTrue(self.check_in("", "", manual=young, escortId=ESCORT)["minor"])

    # Invitations

    def invite(self, kind, expected=(), **fields):
        answer = self.ask(INVITATIONS + "CreateInvitation", invitation={
            "kind": kind, "purpose": "book fair", "startsAt": moment(minutes=10), "endsAt": moment(hours=3),
            "expected": list(expected), **fields})
        return answer["invitation"], answer["code"]

    def test_an_invited_person_checks_in_by_the_code_and_only_once(self):
        invitation, code = self.invite("KIND_SINGLE", [
            {"givenName": "Ingrid", "familyName": "Invited", "dateOfBirth": "1981-02-03", "email": "ingrid@example.org"}])
        self.assertEqual(self.read(INVITATIONS + "LookUpCode", code=code)["expected"][0]["familyName"], "Invited")
        ask = {"school": SCHOOL, "requestId": request_id(), "invitationCode": code,
               "invited": {"documentKind": "KIND_DRIVING_LICENCE"}}
        visit = self.ask(VISITS + "CheckIn", **ask)
        self.assertEqual((visit["familyName"], visit["purpose"], visit["invitationId"]),
                         ("Invited", "book fair", invitation["id"]))
        self.assertEqual(self.ask(VISITS + "CheckIn", **ask)["id"], visit["id"])
        used = self.read(INVITATIONS + "GetInvitation", invitationId=invitation["id"])
        self.assertEqual((used["uses"], used["state"]), (1, "STATE_USED_UP"))
        self.assert_refused("INVITATION_USED_UP", lambda: self.ask(
            VISITS + "CheckIn", **{**ask, "requestId": request_id()}))

    def test_a_refused_check_in_does_not_use_the_invitation(self):
        invitation, code = self.invite("KIND_SINGLE", [{"familyName": "Refused", "dateOfBirth": "1981-02-03"}])
        self.assert_refused("ESCORT_MISSING", lambda: self.ask(
            VISITS + "CheckIn", invitationCode=code, invited={"documentKind": "KIND_NONE"}))
        self.assertEqual(self.read(INVITATIONS + "GetInvitation", invitationId=invitation["id"])["state"], "STATE_OPEN")

    def test_codes_that_are_no_good_say_why(self):
        invitation, code = self.invite("KIND_EVENT", usesMax=2)
        look_up = lambda text: lambda: self.read(INVITATIONS + "LookUpCode", code=text)  # noqa: E731
        self.assert_refused("INVITATION_OF_ANOTHER_SCHOOL", look_up(code.replace(SCHOOL, "adams-ms")))
        self.assert_refused("INVITATION_CODE_UNKNOWN", look_up("4006381333931"))
        self.assert_refused("INVITATION_CODE_UNKNOWN", look_up(code[:-1] + ("0" if code[-1] != "0" else "1")))
        self.assert_refused("INVITATION_CODE_UNKNOWN", look_up(code.replace(invitation["id"], request_id())))
        _, early = self.invite("KIND_EVENT", usesMax=2, startsAt=moment(hours=2), endsAt=moment(hours=3))
        self.assert_refused("INVITATION_NOT_YET_VALID", look_up(early))
        self.ask(INVITATIONS + "CancelInvitation", invitationId=invitation["id"])
        self.assert_refused("INVITATION_CANCELLED", look_up(code))

    def test_an_event_admits_whom_it_may_and_its_code_is_shown_once(self):
        request = {"school": SCHOOL, "requestId": request_id(), "invitation": {
            "kind": "KIND_EVENT", "usesMax": 2, "startsAt": moment(), "endsAt": moment(seconds=60)}}
        first = self.ask(INVITATIONS + "CreateInvitation", **request)
        self.assertEqual(self.ask(INVITATIONS + "CreateInvitation", **request)["code"], first["code"])
        secret = first["code"].split("/")[-1]
        self.assertNotIn(secret, json.dumps(self.principal.call(INVITATIONS + "GetInvitation", {
            "school": SCHOOL, "invitationId": first["invitation"]["id"]})))
        for guest in ("One", "Two"):
            self.check_in("Guest", guest, invitationCode=first["code"])
        self.assert_refused("INVITATION_USED_UP", lambda: self.check_in("Guest", "Three", invitationCode=first["code"]))

    def test_an_invitation_expires_by_itself(self):
        invitation, code = self.invite("KIND_EVENT", usesMax=2, startsAt=moment(), endsAt=moment(seconds=2))
        open_now = [one["id"] for one in self.read(INVITATIONS + "ListInvitations", pageSize=500)["invitations"]]
        self.assertIn(invitation["id"], open_now)
        await_true(lambda: self.read(INVITATIONS + "GetInvitation", invitationId=invitation["id"])["state"] == "STATE_EXPIRED",
                   "the invitation has expired")
        self.assert_refused("INVITATION_EXPIRED", lambda: self.read(INVITATIONS + "LookUpCode", code=code))

    # Clearances

    def test_a_volunteer_comes_alone_only_with_a_background_check(self):
        volunteer = dict(kind="PERSON_KIND_VOLUNTEER")
        self.assert_refused("CLEARANCE_MISSING", lambda: self.check_in("Vera", "Volunteer", **volunteer), "escort_id")
        self.assertEqual(self.check_in("Vera", "Volunteer", escortId=ESCORT, **volunteer)["state"], "STATE_ON_SITE")
        clearance = self.ask(CLEARANCES + "RequestClearance", self.principal, givenName="Vera", familyName="Volunteer",
                             dateOfBirth="1981-02-03", appointmentRef="FP-17", appointmentAt=moment(days=1))
        self.assert_refused("CLEARANCE_MISSING", lambda: self.check_in("Vera", "Volunteer", **volunteer))
        self.assert_refused("EXPIRY_WRONG", lambda: self.ask(
            CLEARANCES + "DecideClearance", self.principal, clearanceId=clearance["id"], cleared=True, expiresOn=day(days=-2)))
        self.ask(CLEARANCES + "DecideClearance", self.principal, clearanceId=clearance["id"], cleared=True,
                 expiresOn=day(days=300))
        visit = self.check_in("VERA", "volunteer", **volunteer)
        self.assertEqual(visit["clearanceId"], clearance["id"])
        self.ask(CLEARANCES + "WithdrawClearance", self.principal, clearanceId=clearance["id"])
        self.assert_refused("CLEARANCE_MISSING", lambda: self.check_in("Vera", "Volunteer", **volunteer))

    def test_a_clearance_of_the_district_is_good_at_every_school(self):
        made = self.coordinator.call(CLEARANCES + "RequestClearance", {
            "school": "district", "requestId": request_id(), "givenName": "Dan", "familyName": "Districtwide",
            "dateOfBirth": "1981-02-03"})
        self.coordinator.call(CLEARANCES + "DecideClearance", {
            "school": "district", "requestId": request_id(), "clearanceId": made["id"], "cleared": True,
            "expiresOn": day(days=300)})
        self.assertEqual(self.check_in("Dan", "Districtwide", kind="PERSON_KIND_CONTRACTOR")["clearanceId"], made["id"])
        listed = self.coordinator.call(CLEARANCES + "ListClearances", {"school": "district"})["clearances"]
        self.assertIn(made["id"], [one["id"] for one in listed])

    # Inside, and out again

    def test_a_check_point_says_where_a_visitor_is(self):
        visit = self.check_in("Zoe", "Zoned", allowedZones=["library"])
        moved = self.ask(VISITS + "MoveToZone", badge=visit["badge"].lower(), zone="library")
        self.assertEqual((moved["id"], moved["zone"], moved.get("outOfBounds", False)), (visit["id"], "library", False))
        self.assertEqual([*self.on_site(zone="library")], [visit["id"]])
        self.assertTrue(self.ask(VISITS + "MoveToZone", visitId=visit["id"], zone="boiler room")["outOfBounds"])
        self.assertEqual(self.on_site(zone="library"), {})
        self.assertEqual([*self.on_site(zone="boiler room")], [visit["id"]])

    def test_a_badge_that_is_scanned_at_the_door_ends_the_visit(self):
        visit = self.check_in("Bea", "Badge")
        left = self.ask(VISITS + "CheckOutByBadge", badge=visit["badge"])
        self.assertEqual((left["id"], left["departure"]), (visit["id"], "DEPARTURE_BADGE"))
        self.assert_refused("BADGE_UNKNOWN", lambda: self.ask(VISITS + "CheckOutByBadge", badge=visit["badge"]))

    def test_past_its_time_a_visit_is_overdue_and_the_end_of_the_day_is_set(self):
        visit = self.check_in("Otto", "Overdue", validUntil=moment(seconds=2))
        self.assertIn("closesAt", visit)
        await_true(lambda: self.on_site().get(visit["id"], {}).get("overdue"), "the desk sees that it is overdue")
        self.assert_refused("VALID_UNTIL_OUT_OF_RANGE", lambda: self.check_in("Otto", "Late", validUntil=moment(hours=25)))

    def test_everybody_is_checked_out_at_once_with_progress(self):
        ids = [self.check_in("Bulk", f"Visitor{letter}")["id"] for letter in "abc"]
        ids.append(self.ask(VISITS + "AnnounceArrival")["id"])
        reports = [*self.clerk.stream(VISITS + "CheckOutAll", {"school": SCHOOL, "requestId": request_id()})]
        self.assertTrue(reports[-1]["done"])
        self.assertGreaterEqual(reports[-1]["checkedOut"], len(ids))
        self.assertEqual(self.on_site(), {})
        for visit in ids:
            self.assertEqual(self.read(VISITS + "GetVisit", visitId=visit)["departure"], "DEPARTURE_BULK")

    # History

    def test_the_history_is_by_day_and_paged_newest_first(self):
        ids = [self.check_in("Hilda", f"History{letter}")["id"] for letter in "abc"]
        self.ask(VISITS + "CheckOut", visitId=ids[0])
        listed, token = [], ""
        while True:
            page = self.read(VISITS + "ListVisits", fromDay=day(days=-1), untilDay=day(days=1), pageSize=2, pageToken=token)
            listed += [visit["id"] for visit in page.get("visits", [])]
            token = page.get("nextPageToken", "")
            if not token:
                break
        self.assertEqual([visit for visit in listed if visit in ids], ids[::-1])
        self.assertEqual(len(listed), len(set(listed)))
        self.assertEqual(self.read(VISITS + "ListVisits", untilDay=day(days=-2)).get("visits", []), [])
        self.assert_refused("DAY_MALFORMED", lambda: self.read(VISITS + "ListVisits", fromDay="yesterday"))

    def test_visits_are_found_by_name_though_no_name_is_stored_in_clear(self):
        visit = self.check_in("Ana María", "Quetzalcoatl-Okonkwo", allowedZones=["secretzone"])
        self.ask(VISITS + "MoveToZone", visitId=visit["id"], zone="secretzone")
        self.invite("KIND_SINGLE", [{"givenName": "Xiomara", "familyName": "Quetzalcoatl", "email": "x@quetzal.example"}])
        self.ask(CLEARANCES + "RequestClearance", self.principal, givenName="Ana", familyName="Quetzalcoatl",
                 dateOfBirth="1981-02-03", appointmentRef="FP-QUETZAL")
        found = lambda **names: [one["id"] for one in self.read(VISITS + "SearchVisits", **names).get("visits", [])]  # noqa: E731
        for names in ({"familyName": "quetzalcoatl"}, {"familyName": "Okonkwo Quetzalcoatl"}, {"givenName": "ANA MARIA"},
                      {"givenName": "maria", "familyName": "QUETZALCOATL OKONKWO"}):
            self.assertIn(visit["id"], found(**names), names)
        self.assertEqual(found(givenName="Bob", familyName="Quetzalcoatl"), [])
        self.assertEqual(found(givenName="Quetzalcoatl"), [])
        self.assert_refused("NAME_MISSING", lambda: self.read(VISITS + "SearchVisits"))
        subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), "--rdb", str(self.stack.dir / "dump.rdb")],
                       capture_output=True, check=True)
        files = self.stack.on_disk(lambda path: path.suffix in (".log", ".rdb", ".blk"))
        self.assertGreater(len(files), 8)
        for path, content in files.items():
            content = content.lower()
            for secret in (b"quetzal", b"okonkwo", b"xiomara"):
                self.assertNotIn(secret, content, path)

    # Offline

    def test_an_offline_arrival_is_taken_with_its_time_and_screened_then(self):
        visit = self.check_in("Olaf", "Offline", arrivedAtOffline=moment(hours=-2))
        self.assertEqual(visit["state"], "STATE_ON_SITE")
        self.assertLess(visit["arrivedAt"], visit["reportedAt"])
        self.assertIn("reportedAt", self.on_site()[visit["id"]])
        self.assert_refused("ARRIVAL_TOO_OLD", lambda: self.check_in("Olaf", "Older", arrivedAtOffline=moment(hours=-25)))
        self.assertEqual(self.ask(VISITS + "ScreenVisit", visitId=visit["id"])["state"], "STATE_ON_SITE")

    def test_a_match_found_late_holds_the_visit_and_tells_the_right_staff(self):
        self.ban("Matilda", "Matchfound")
        visit = self.check_in("Matilda", "Matchfound", arrivedAtOffline=moment(hours=-1))
        self.assertEqual((visit["state"], visit["inside"]), ("STATE_HELD", True))
        self.assertNotIn("badge", visit)
        self.assertIn(visit["id"], self.on_site())
        notices = await_true(lambda: self.principal.call(NOTICES + "ListNotices", {
            "school": SCHOOL, "aboutId": visit["id"]}).get("notices"), "those responsible are told")
        self.assertEqual(notices[0]["wording"], "visitor_inside")


if __name__ == "__main__":
    unittest.main(verbosity=2)
