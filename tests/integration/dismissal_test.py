"""Early dismissal through the gateway: a student leaves with an adult who may take them, and with nobody else."""
import datetime
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from district import load_users, person_id, students_of  # noqa: E402
from stack import SCHOOL, Refused, Stack, await_true, request_id  # noqa: E402

CUSTODY = "watchbell.notification.v1.CustodyService/"
DISMISSALS = "watchbell.visitor.v1.DismissalService/"
VISITS = "watchbell.visitor.v1.VisitService/"
WATCHLIST = "watchbell.visitor.v1.WatchlistService/"
LAST4 = "4711"


class EarlyDismissal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.people = load_users(cls.stack)
        cls.students = [user for user in students_of(cls.people) if len(cls.guardians_of(user)) >= 2]
        for name in ("clerk", "principal", "security", "coordinator", "teacher"):
            setattr(cls, name, cls.stack.sign_in(name))

    @classmethod
    def guardians_of(cls, student):
        return [cls.people[one] for one in student["agentSourcedIds"].split(",") if cls.people[one]["role"] != "relative"]

    def next_student(self):
        """One for each test, so that none hears of another's bars: with the two guardians."""
        student = self.students.pop()
        siblings = {one["sourcedId"] for one in self.students if one["agentSourcedIds"] == student["agentSourcedIds"]}
        self.students[:] = [one for one in self.students if one["sourcedId"] not in siblings]
        return person_id(student["sourcedId"]), *self.guardians_of(student)[:2]

    def ask(self, method, person=None, **fields):
        return (person or self.clerk).call(method, {"school": SCHOOL, "requestId": request_id(), **fields})

    def refusal(self, method, person=None, **fields):
        with self.assertRaises(Refused) as refused:
            self.ask(method, person, **fields)
        return refused.exception.args[0], json.dumps(refused.exception.args)

    def assert_refused(self, reason, method, person=None, **fields):
        self.assertIn(reason, self.refusal(method, person, **fields)[1])

    def arrive(self, given, family, born="1981-02-03"):
        visit = self.ask(VISITS + "CheckIn", manual={"givenName": given, "familyName": family, "dateOfBirth": born,
                                                     "documentKind": "KIND_PASSPORT", "numberLast4": LAST4})
        self.assertEqual(visit["state"], "STATE_ON_SITE")
        return visit["id"]

    def request(self, student, visit):
        return self.ask(DISMISSALS + "RequestDismissal", studentId=student, visitId=visit, reason="dentist")["id"]

    def check(self, dismissal, **fields):
        return self.ask(DISMISSALS + "CheckAdult", dismissalId=dismissal, numberLast4=LAST4, **fields)

    def answer(self, dismissal, answer="ANSWER_YES"):
        return self.ask(DISMISSALS + "RecordChildAnswer", dismissalId=dismissal, answer=answer, initials="AB")

    def release(self, dismissal):
        return self.ask(DISMISSALS + "ReleaseStudent", dismissalId=dismissal, numberLast4=LAST4, initials="CD")

    def alternate(self, guardian, given, family, **more):
        return {"givenName": given, "familyName": family, "relation": "aunt", **more,
                "consent": {"guardianId": person_id(guardian["sourcedId"]), "form": "FORM_SIGNED"}}

    def bar(self, student, person=None, **adult):
        adult = {"documentRef": "FA-26-0042", "startsOn": "2026-01-01", **adult}
        return self.ask(CUSTODY + "BarAdult", person or self.principal, studentId=student, adult=adult)

    def test_a_guardian_takes_the_student_home_step_by_step(self):
        student, mother, _ = self.next_student()
        visit = self.arrive(mother["givenName"].upper(), mother["familyName"].upper())
        dismissal = self.request(student, visit)
        self.assert_refused("STEP_OUT_OF_ORDER", DISMISSALS + "RecordChildAnswer", dismissalId=dismissal,
                            answer="ANSWER_YES", initials="AB")
        self.assert_refused("DOCUMENT_DIFFERS", DISMISSALS + "CheckAdult", dismissalId=dismissal, numberLast4="0000")
        checked = self.check(dismissal)
        self.assertEqual(checked["state"], "STATE_CHECKED")
        self.assertEqual(checked["check"]["grounds"], ["GROUND_GUARDIAN"])
        self.assertEqual(self.answer(dismissal)["state"], "STATE_READY")
        released = self.release(dismissal)
        self.assertEqual(released["state"], "STATE_RELEASED")
        self.assertEqual(released["released"]["initials"], "CD")
        listed = self.clerk.call(DISMISSALS + "ListDismissals", {"school": SCHOOL, "pageSize": 500})["dismissals"]
        self.assertIn(dismissal, [one["id"] for one in listed])
        yesterday = (datetime.date.today() - datetime.timedelta(days=2)).isoformat()
        self.assertEqual(self.clerk.call(DISMISSALS + "ListDismissals", {"school": SCHOOL, "day": yesterday}), {})

    def test_an_alternate_whom_the_family_named_is_known_by_name_and_birth_date(self):
        student, mother, _ = self.next_student()
        self.ask(CUSTODY + "SetCustody", self.principal, studentId=student,
                 alternates=[self.alternate(mother, "Zoë", "Ångström", dateOfBirth="1990-02-03")])
        self.ask(CUSTODY + "AddAuthorisedAdult", self.principal, studentId=student,
                 alternate=self.alternate(mother, "Ana", "Ruiz"))
        for given, family, born, state in (("Zoe", "Angstrom", "1990-02-03", "STATE_CHECKED"),
                                           ("Zoe", "Angstrom", "1990-02-04", "STATE_HELD"),
                                           ("ANA", "RUIZ", "1977-07-07", "STATE_CHECKED")):
            dismissal = self.request(student, self.arrive(given, family, born))
            self.assertEqual(self.check(dismissal)["state"], state, (given, born))

    def test_an_adult_whom_nobody_named_goes_only_with_a_guardians_consent_and_a_supervisor(self):
        student, mother, _ = self.next_student()
        dismissal = self.request(student, self.arrive("Nobody", "Namedhim"))
        held = self.check(dismissal)
        self.assertEqual((held["state"], held["hold"]), ("STATE_HELD", "HOLD_NOT_LISTED"))
        consent = {"guardianId": person_id(mother["sourcedId"]), "form": "FORM_CALLED_BACK"}
        self.assertEqual(self.refusal(DISMISSALS + "ApproveUnlistedAdult", dismissalId=dismissal,
                                      consent=consent)[0], "permission_denied")
        self.assert_refused("NOT_A_GUARDIAN", DISMISSALS + "ApproveUnlistedAdult", self.principal,
                            dismissalId=dismissal, consent={**consent, "guardianId": person_id("contact-none")})
        approved = self.ask(DISMISSALS + "ApproveUnlistedAdult", self.principal, dismissalId=dismissal, consent=consent)
        self.assertEqual(approved["state"], "STATE_CHECKED")
        self.answer(dismissal)
        self.assertEqual(self.release(dismissal)["state"], "STATE_RELEASED")

    def test_a_barred_guardian_is_never_given_the_child_and_security_is_called(self):
        student, mother, father = self.next_student()
        self.bar(student, personId=person_id(father["sourcedId"]))
        dismissal = self.request(student, self.arrive(father["givenName"], father["familyName"]))
        held = self.check(dismissal)
        self.assertEqual((held["state"], held["hold"]), ("STATE_HELD", "HOLD_BARRED"))
        consent = {"guardianId": person_id(mother["sourcedId"]), "form": "FORM_IN_PERSON"}
        self.assert_refused("RELEASE_IMPOSSIBLE", DISMISSALS + "ApproveUnlistedAdult", self.principal,
                            dismissalId=dismissal, consent=consent)
        for step in (self.answer, self.release):
            with self.assertRaises(Refused) as refused:
                step(dismissal)
            self.assertIn("RELEASE_IMPOSSIBLE", json.dumps(refused.exception.args))
        told = await_true(lambda: [one for one in self.stack.messages() if "security to the front desk" in json.dumps(one)],
                          "security is called")
        self.assertNotIn(father["familyName"], json.dumps([one.get("subject", "") for one in told]))

    def test_a_bar_that_comes_between_the_check_and_the_hand_over_holds(self):
        student, _, father = self.next_student()
        dismissal = self.request(student, self.arrive(father["givenName"], father["familyName"]))
        self.check(dismissal)
        self.answer(dismissal)
        self.bar(student, personId=person_id(father["sourcedId"]))
        held = self.release(dismissal)
        self.assertEqual((held["state"], held["hold"]), ("STATE_HELD", "HOLD_BARRED"))
        self.assertNotIn("released", held)

    def test_the_childs_no_holds_also_when_the_same_adult_comes_again(self):
        student, mother, _ = self.next_student()
        dismissal = self.request(student, self.arrive(mother["givenName"], mother["familyName"]))
        self.check(dismissal)
        self.assertEqual(self.answer(dismissal, "ANSWER_NO")["hold"], "HOLD_CHILD_SAID_NO")
        self.ask(DISMISSALS + "RefuseDismissal", dismissalId=dismissal, reason="The child did not want to.")
        again = self.request(student, self.arrive(mother["givenName"], mother["familyName"]))
        held = self.check(again)
        self.assertEqual((held["hold"], held["check"]["stoppedBeforeId"]), ("HOLD_BARRED", dismissal))

    def test_an_order_on_the_watch_list_that_names_the_student_bars(self):
        student, mother, _ = self.next_student()
        visit = self.arrive(mother["givenName"], mother["familyName"], "1975-05-06")
        self.ask(WATCHLIST + "AddEntry", self.principal, entry={
            "kind": "KIND_PROTECTIVE_ORDER", "givenName": mother["givenName"], "familyName": mother["familyName"],
            "dateOfBirth": "1975-05-06", "documentRef": "PO-1", "issuer": "Superior Court", "studentIds": [student],
            "startsOn": "2026-01-01", "expiresOn": "2030-01-01"})
        held = self.check(self.request(student, visit))
        self.assertEqual(held["hold"], "HOLD_BARRED")
        self.assertEqual(len(held["check"]["alertIds"]), 1)

    def test_two_people_lift_a_bar(self):
        student, _, father = self.next_student()
        bar = self.bar(student, personId=person_id(father["sourcedId"]))["barred"][0]["id"]
        lift = {"studentId": student, "barId": bar}
        self.ask(CUSTODY + "LiftBar", self.principal, reason="The order was withdrawn.", **lift)
        self.assert_refused("SECOND_PERSON_NEEDED", CUSTODY + "LiftBar", self.principal, **lift)
        self.assertEqual(self.refusal(CUSTODY + "LiftBar", **lift)[0], "permission_denied")
        lifted = self.ask(CUSTODY + "LiftBar", self.coordinator, **lift)
        self.assertIn("liftedAt", lifted["barred"][0])
        dismissal = self.request(student, self.arrive(father["givenName"], father["familyName"]))
        self.assertEqual(self.check(dismissal)["state"], "STATE_CHECKED")

    def test_custody_is_read_at_the_desk_without_the_court_papers_and_by_no_teacher(self):
        student, _, father = self.next_student()
        self.bar(student, personId=person_id(father["sourcedId"]))
        seen = self.clerk.call(CUSTODY + "GetCustody", {"school": SCHOOL, "studentId": student})
        self.assertEqual(seen["barred"][0]["familyName"], father["familyName"])
        self.assertNotIn("FA-26-0042", json.dumps(seen))
        for call in (lambda: self.teacher.call(CUSTODY + "GetCustody", {"school": SCHOOL, "studentId": student}),
                     lambda: self.teacher.call(DISMISSALS + "ListDismissals", {"school": SCHOOL})):
            with self.assertRaises(Refused) as refused:
                call()
            self.assertEqual(refused.exception.args[0], "permission_denied")
        with self.assertRaises(Refused) as refused:
            self.clerk.call(CUSTODY + "GetCustody", {"school": SCHOOL, "studentId": person_id("student-none")})
        self.assertIn("NO_SUCH_STUDENT", json.dumps(refused.exception.args))

    def test_the_check_between_services_is_not_reached_from_outside(self):
        with self.assertRaises(Refused) as refused:
            self.clerk.call(CUSTODY + "CheckRelease", {"school": SCHOOL, "studentId": "x", "day": "2026-11-23"})
        self.assertIn(refused.exception.args[0], ("unimplemented", "not_found", 404))

    def test_nothing_is_released_while_the_record_of_custody_does_not_answer(self):
        student, mother, _ = self.next_student()
        dismissal = self.request(student, self.arrive(mother["givenName"], mother["familyName"]))
        with self.stack.away("notification"):
            self.assertEqual(self.refusal(DISMISSALS + "CheckAdult", dismissalId=dismissal, numberLast4=LAST4)[0],
                             "unavailable")

        def checked():
            try:
                return self.check(dismissal)
            except Refused:
                return None
        self.assertEqual(await_true(checked, "it answers again")["state"], "STATE_CHECKED")


if __name__ == "__main__":
    unittest.main(verbosity=2)
