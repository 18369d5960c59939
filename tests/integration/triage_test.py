"""Finding one's way among tips, through the gateway: whom to call, visible rules, clusters and their answer, crimes
near schools, and figures that point at nobody."""
import base64
import csv
import datetime
import io
import pathlib
import sys
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from refusal import error_of  # noqa: E402
from stack import SCHOOL, Refused, Stack, await_true, request_id, retry  # noqa: E402

TIPS = "watchbell.threat_intake.v1.TipService/"
MAILBOX = "watchbell.threat_intake.v1.MailboxService/"
CLUSTERS = "watchbell.threat_intake.v1.ClusterService/"
CRIME = "watchbell.threat_intake.v1.CrimeService/"
REPORTS = "watchbell.threat_intake.v1.TipReportService/"
ROUTING = "watchbell.threat_intake.v1.RoutingService/AdviseRoute"
OTHER_SCHOOL = "roosevelt-ms"
MONTHS = {"school": "district", "fromMonth": "2020-01", "toMonth": "2029-12"}
CANARY = "kylem.07"  # a word of the post that must stay inside the seal

POST = (f"@{CANARY} put on Snapchat that he will shoot up Roosevelt on Friday",
        f"someone called {CANARY} says on snap that roosevelt gets shot up friday",
        f"there is a Snapchat story by {CANARY}: dont come to Roosevelt on Friday, with a picture of a rifle",
        f"My daughter showed me {CANARY} threatening Roosevelt for this Friday. Please check.",
        f"Threat against roosevelt school for friday, the account is @{CANARY}",
        f"he wrote that nobody at Roosevelt will be safe friday, it is from {CANARY} on snapchat")
OTHERS = ("Kids vape in the second floor bathroom at lunch.", "The bus driver of line 14 texts while driving.",
          "Someone painted on the wall of the gym.", "A girl in my homeroom is bullied by two boys every recess.")


def minutes_ago(minutes):
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Triage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.nobody = cls.stack.anonymous()
        cls.threat = cls.stack.sign_in("threat")

    def tip(self, text, school=SCHOOL, **more):
        return self.nobody.call(TIPS + "SubmitTip", {"requestId": request_id(), "school": school, "text": text,
                                                     "category": "CATEGORY_OTHER", **more})

    def voice(self, receipt, school=SCHOOL):
        def find():
            try:
                return self.threat.call(CLUSTERS + "GetVoice", {"school": school, "tipId": receipt["tipId"]})
            except Refused:
                return None
        return await_true(find, "the tip has a voice")

    def mail(self, receipt, school=SCHOOL):
        if "token" not in receipt:
            receipt["token"] = self.nobody.call(MAILBOX + "OpenMailbox", {
                "school": school, "tipId": receipt["tipId"], "passphrase": receipt["receiptCode"]})["mailboxToken"]
        page = self.nobody.call(MAILBOX + "ReadMailbox", {"mailboxToken": receipt["token"]})
        return [message["text"] for message in page.get("messages", [])]

    def test_whoever_is_in_danger_is_sent_to_911_and_whoever_is_not_to_the_police_or_the_school(self):
        now = self.nobody.call(ROUTING, {"school": SCHOOL, "when": "WHEN_ACTIVE", "language": "es"})
        self.assertEqual(now["contacts"][0], {"line": "LINE_EMERGENCY", "number": "911"})
        self.assertIn("emergencias", now["text"])
        self.assertEqual(self.nobody.call(ROUTING, {})["contacts"][0]["line"], "LINE_EMERGENCY")
        past = self.nobody.call(ROUTING, {"school": SCHOOL, "when": "WHEN_PAST", "danger": "DANGER_NO"})
        first = "LINE_ADMINISTRATION" if past.get("inSchoolHours") else "LINE_POLICE"
        self.assertEqual(past["contacts"][0]["line"], first)

    def test_the_rules_that_raise_a_tip_are_visible_to_staff_and_only_raise(self):
        rules = self.threat.call("watchbell.threat_intake.v1.PriorityService/ListPriorityRules", {})["rules"]
        self.assertIn("weapon", [rule["id"] for rule in rules])
        self.assertEqual({language["language"] for rule in rules for language in rule.get("words", [])},
                         {"en", "es", "pt", "ht"})
        self.assertEqual(error_of(lambda: self.nobody.call(
            "watchbell.threat_intake.v1.PriorityService/ListPriorityRules", {})), "unauthenticated")
        raised = self.tip("l ap tire ak fizi nan lekol la")
        read = self.threat.call(TIPS + "GetTip", {"school": SCHOOL, "tipId": raised["tipId"]})
        self.assertTrue(read["lifeSafety"])
        self.assertIn("weapon", read["firedRules"])
        quiet = self.tip("the shogun exhibition is skilled work")
        self.assertNotIn("lifeSafety", self.threat.call(TIPS + "GetTip", {"school": SCHOOL, "tipId": quiet["tipId"]}))

    def test_one_post_reported_by_many_is_one_cluster_and_each_voice_is_answered(self):
        reports = [self.tip(text) for text in POST] + [self.tip(POST[0], OTHER_SCHOOL)]
        others = [self.tip(text) for text in OTHERS]
        schools = [SCHOOL] * len(POST) + [OTHER_SCHOOL]
        for receipt, school in zip(reports + others, schools + [SCHOOL] * len(others)):
            self.voice(receipt, school)

        def together():
            return {self.voice(receipt, school)["clusterId"] for receipt, school in zip(reports, schools)}
        await_true(lambda: len(together()) == 1, "all reports are one cluster")
        cluster_id = together().pop()
        self.assertNotIn(cluster_id, {self.voice(receipt)["clusterId"] for receipt in others})

        def loudest():
            first = retry(lambda: self.threat.call(CLUSTERS + "ListClusters", {"school": "district"}))["clusters"][0]
            return first["id"], first["voices"]
        await_true(lambda: loudest() == (cluster_id, len(reports)), "it is the loudest, with every voice")

        # A principal sees and answers the own school's voices alone.
        principal = self.stack.sign_in("principal")
        seen = principal.call(CLUSTERS + "GetCluster", {"school": SCHOOL, "clusterId": cluster_id})
        self.assertEqual((len(seen["voices"]), seen["cluster"]["voicesInDistrict"]), (len(POST), len(reports)))
        self.assertEqual(error_of(lambda: principal.call(CLUSTERS + "GetCluster", {
            "school": OTHER_SCHOOL, "clusterId": cluster_id})), "permission_denied")
        principal.call(CLUSTERS + "AnswerCluster", {"requestId": request_id(), "school": SCHOOL, "clusterId": cluster_id,
                                                    "text": "We know of it. The police are looking into it."})
        for receipt in reports[:-1]:
            await_true(lambda receipt=receipt: self.mail(receipt), "an answer in each mailbox")
            self.assertEqual(self.mail(receipt), ["We know of it. The police are looking into it."])
        self.assertEqual(self.mail(reports[-1], OTHER_SCHOOL), [])
        late = self.tip(POST[1] + " thanks")
        self.assertEqual(self.voice(late)["clusterId"], cluster_id)
        await_true(lambda: self.mail(late), "who comes late is answered too")

        # People part what is not one, and the machine leaves it so; and put together what is.
        parted = self.threat.call(CLUSTERS + "SplitCluster", {
            "requestId": request_id(), "school": SCHOOL, "clusterId": cluster_id, "tipIds": [reports[2]["tipId"]]})
        self.assertEqual(parted["cluster"]["voices"], 1)
        merged = self.threat.call(CLUSTERS + "MergeClusters", {
            "requestId": request_id(), "school": SCHOOL, "clusterId": parted["cluster"]["id"],
            "intoClusterId": cluster_id})
        self.assertEqual(merged["cluster"]["voices"], len(POST) + 1)
        self.assertEqual(error_of(lambda: self.threat.call(CLUSTERS + "SplitCluster", {
            "requestId": request_id(), "school": SCHOOL, "clusterId": cluster_id, "tipIds": [others[0]["tipId"]]})),
            "not_found")

        # A replica that starts anew reads the clusters from the record.
        self.stack.restart("threat-intake")
        again = await_true(lambda: error_of(lambda: self.threat.call(CLUSTERS + "ListClusters", {
            "school": "district"})) is None and self.threat.call(CLUSTERS + "ListClusters", {"school": "district"}),
            "clusters after a restart")
        self.assertEqual((again["clusters"][0]["id"], again["clusters"][0]["voices"]), (cluster_id, len(reports) + 1))

        # Nothing of the text leaves the seal.
        for name, log in self.stack.logs().items():
            self.assertNotIn(CANARY.encode(), log, name)
        for path, content in self.stack.on_disk(lambda path: "nats" in path.relative_to(self.stack.dir).parts).items():
            self.assertNotIn(CANARY.encode(), content, path.name)

    def test_a_crime_nearby_is_advice_for_the_commander_and_nothing_acts(self):
        operator, security = self.stack.sign_in("operator"), self.stack.sign_in("security")
        feed = ("number,category,occurred_at,latitude,longitude,suspect\n"
                f"26-1,robbery,{minutes_ago(5)},43.6620,-70.2691,John Doe\n"
                f"26-2,shooting,{minutes_ago(60 * 24)},43.6600,-70.2691,\n"
                f"26-3,theft,{minutes_ago(5)},44.9,-70.2691,\n"
                "26-4,jaywalking,yesterday,43.66,-70.27,\n")
        request = {"requestId": request_id(), "source": "city-police", "format": "FORMAT_CSV",
                   "document": base64.b64encode(feed.encode()).decode()}
        result = operator.call(CRIME + "ImportCrimeFeed", request)
        self.assertEqual((result["imported"], result["tooFar"], result["advice"]), (2, 1, 1))
        self.assertEqual([(fault["line"], fault["column"]) for fault in result["faults"]],
                         [(5, "category"), (5, "occurred_at")])
        again = operator.call(CRIME + "ImportCrimeFeed", {**request, "requestId": request_id()})
        self.assertEqual((again.get("imported", 0), again["unchanged"], again.get("advice", 0)), (0, 2, 0))
        advice = await_true(lambda: security.call(CRIME + "ListCrimeAdvice", {"school": SCHOOL}).get("advice"), "advice")
        self.assertEqual([(one["suggestion"], one["category"], one["distanceM"]) for one in advice],
                         [("SUGGESTION_SECURE", "CATEGORY_ROBBERY", 300)])
        near = security.call(CRIME + "ListNearbyIncidents", {"school": SCHOOL})["incidents"]
        self.assertEqual([one["category"] for one in near], ["CATEGORY_ROBBERY", "CATEGORY_SHOOTING"])
        self.assertNotIn("incidents", security.call(CRIME + "ListNearbyIncidents", {"school": SCHOOL, "withinM": 10}))
        self.assertEqual(error_of(lambda: security.call(CRIME + "ImportCrimeFeed", request)), "permission_denied")
        open_incidents = self.stack.sign_in("coordinator").call(
            "watchbell.alerting.v1.AlarmService/ListOpenIncidents", {})
        self.assertNotIn("incidents", open_incidents)

    def test_reports_hide_small_numbers_and_everybody_may_read_the_public_page(self):
        for number in range(6):
            receipt = self.tip(f"somebody sells pills number {number} by the old bridge")
            self.threat.call(TIPS + "AcknowledgeTip", {"requestId": request_id(), "school": SCHOOL,
                                                       "tipId": receipt["tipId"]})
        coordinator = self.stack.sign_in("coordinator")
        report = coordinator.call(REPORTS + "GetTipReport", MONTHS)
        for row in report["rows"] + [report["total"]]:
            for figure in [row["tips"]] + row["levels"] + row["categories"] + row["outcomes"] + row["answers"]:
                self.assertTrue(figure.get("hidden") or int(figure["number"]) >= 5, figure)
        mine = next(row for row in report["rows"] if row["school"] == SCHOOL)
        self.assertGreaterEqual(int(mine["tips"]["number"]), 6)
        pieces = [*coordinator.stream(REPORTS + "ExportTipReport", MONTHS)]
        rows = [*csv.DictReader(io.StringIO("".join(piece.get("csv", "") for piece in pieces)))]
        self.assertEqual(rows[-1]["school"], "total")
        self.assertEqual(error_of(lambda: self.stack.sign_in("clerk").call(REPORTS + "GetTipReport", MONTHS)),
                         "permission_denied")
        with urllib.request.urlopen(self.stack.url + "/reports/tips.html", timeout=10) as page:
            self.assertTrue(page.headers["Content-Type"].startswith("text/html"))
            self.assertIn("Tips to our schools", page.read().decode())


if __name__ == "__main__":
    unittest.main()
