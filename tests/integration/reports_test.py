"""Reports through the gateway: right numbers, small ones hidden, and a file for a spreadsheet."""
import csv
import io
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from refusal import error_of  # noqa: E402
from stack import SCHOOL, Stack, request_id  # noqa: E402

VISITS = "watchbell.visitor.v1.VisitService/"
REPORTS = "watchbell.visitor.v1.ReportService/"
MONTHS = {"school": SCHOOL, "fromMonth": "2020-01", "toMonth": "2029-12"}
CLEAR, HELD = 8, 6


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        clerk, security = cls.stack.sign_in("clerk"), cls.stack.sign_in("security")
        security.call("watchbell.visitor.v1.WatchlistService/AddEntry", {
            "requestId": request_id(), "school": SCHOOL, "entry": {
                "kind": "KIND_BANNED", "givenName": "William", "familyName": "Quimbyson", "dateOfBirth": "1979-05-06",
                "documentRef": "letter 7", "issuer": "district", "startsOn": "2020-01-01", "expiresOn": "2039-01-01",
                "wholeSchool": True}})
        for number in range(CLEAR):
            cls.arrive(clerk, "Carla", f"Clearwater{'abcdefgh'[number]}", "1980-01-02")
        for _ in range(HELD):
            visit = cls.arrive(clerk, "William", "Quimbyson", "1979-05-06")
            clerk.call(VISITS + "DecideMatch", {"requestId": request_id(), "school": SCHOOL, "visitId": visit["id"],
                                                "decision": "MATCH_DECISION_MATCH", "reason": "the same face"})
        cls.reader = cls.stack.sign_in("coordinator")

    @staticmethod
    def arrive(clerk, given_name, family_name, born):
        return clerk.call(VISITS + "CheckIn", {
            "requestId": request_id(), "school": SCHOOL, "purpose": "Visit",
            "manual": {"givenName": given_name, "familyName": family_name, "dateOfBirth": born,
                       "documentKind": "KIND_PASSPORT", "numberLast4": "7391"}})

    def test_the_report_counts_what_happened_and_hides_small_numbers(self):
        report = self.reader.call(REPORTS + "GetVisitReport", MONTHS)
        row = report["rows"][0]
        self.assertEqual((row["school"], len(report["rows"])), (SCHOOL, 1))
        self.assertEqual(int(row["visits"]["number"]), CLEAR + HELD)
        self.assertEqual(int(row["notHeld"]["number"]), CLEAR)
        self.assertEqual(int(row["held"]["number"]), HELD)
        for small in ("notMatches", "unsure", "undecided"):
            self.assertEqual(row[small], {"hidden": True})
        # The matches are all that was held: shown, they would tell that the others are none.
        self.assertEqual(row["matches"], {"hidden": True})
        self.assertEqual(int(row["responseMedianS"]["number"]), 5)
        shown = [int(figure["number"]) for line in report["rows"] + [report["total"]] for figure in line.values()
                 if isinstance(figure, dict) and "number" in figure]
        self.assertGreaterEqual(min(shown), 5)

    def test_the_district_sees_its_schools_and_a_month_without_visits_is_empty(self):
        everywhere = self.reader.call(REPORTS + "GetVisitReport", {**MONTHS, "school": "district"})
        self.assertEqual([row["school"] for row in everywhere["rows"]], [SCHOOL])
        earlier = self.reader.call(REPORTS + "GetVisitReport", {**MONTHS, "toMonth": "2020-02"})
        self.assertNotIn("rows", earlier)

    def test_the_file_comes_in_pieces_with_progress_and_says_the_same(self):
        pieces = [*self.reader.stream(REPORTS + "ExportVisitReport", MONTHS)]
        self.assertGreater(int(pieces[0]["total"]), CLEAR + HELD)
        self.assertEqual(pieces[-1]["read"], pieces[-1]["total"])
        rows = [*csv.DictReader(io.StringIO("".join(piece.get("csv", "") for piece in pieces)))]
        self.assertEqual([row["school"] for row in rows], [SCHOOL, "total"])
        self.assertEqual(rows[0]["visits"], str(CLEAR + HELD))
        self.assertEqual(rows[0]["unsure"], "hidden")

    def test_who_may_not_read_reports_gets_none_and_a_wrong_month_is_named(self):
        clerk, principal = self.stack.sign_in("clerk"), self.stack.sign_in("principal")
        self.assertEqual(error_of(lambda: clerk.call(REPORTS + "GetVisitReport", MONTHS)), "permission_denied")
        self.assertEqual(error_of(lambda: principal.call(REPORTS + "GetVisitReport", {**MONTHS, "school": "district"})),
                         "permission_denied")
        self.assertEqual(error_of(lambda: self.reader.call(REPORTS + "GetVisitReport", {**MONTHS, "toMonth": "2019-12"})),
                         "invalid_argument")
        self.assertEqual(error_of(lambda: [*self.reader.stream(REPORTS + "ExportVisitReport",
                                                               {**MONTHS, "fromMonth": "soon"})]), "invalid_argument")


if __name__ == "__main__":
    unittest.main()
