"""Retention through the gateway: what is erased is gone from every file, with whatever key one has, and stays counted."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from erasure import ErasureCase  # noqa: E402
from refusal import error_of  # noqa: E402
from stack import SCHOOL, await_true, metric, request_id, retry  # noqa: E402

VISITS = "watchbell.visitor.v1.VisitService/"
RETENTION = "watchbell.visitor.v1.RetentionService/"
REPORTS = "watchbell.visitor.v1.ReportService/"
MONTHS = {"school": SCHOOL, "fromMonth": "2020-01", "toMonth": "2029-12"}


class Retention(ErasureCase):
    def setUp(self):
        super().setUp()
        self.clerk, self.coordinator, self.counsel = (
            self.stack.sign_in(name) for name in ("clerk", "coordinator", "counsel"))

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
        self.keep({"visitor": {"visit": {"left": 0, "matched": 0}}}, holds=[held])
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
