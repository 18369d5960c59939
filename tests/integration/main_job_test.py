"""The main job through the gateway, on a stack of its own: the scripted day, and what must hold beside it."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from refusal import error_of, refused  # noqa: E402
from stack import BIN, ROOT, SCHOOL, SMALL, Refused, Stack, await_true, metric, request_id, trained  # noqa: E402


class MainJob(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.district = cls.stack.load_district(*SMALL)

    def test_the_scripted_day_passes_every_check(self):
        day = subprocess.run([ROOT / "deploy/local/demo.py"], cwd=ROOT, capture_output=True, text=True, timeout=120, env={
            **os.environ, "WATCHBELL_URL": self.stack.url, "SINK_HTTP_PORT": str(self.stack.ports["sink_http"]),
            "DEMO_DISTRICT": str(self.stack.dir / f"district-{len(SMALL)}.zip")})
        self.assertEqual(day.returncode, 0, day.stdout[-2000:] + day.stderr[-2000:])

    def test_a_broken_line_of_an_import_is_named_and_takes_nobody_away(self):
        folder = self.stack.dir / "broken"
        subprocess.run([BIN / "watchbell", "generate-district", "--out", folder, *SMALL], check=True,
                       stdout=subprocess.DEVNULL)
        users = folder / "users.csv"
        lines = users.read_text().splitlines()
        lines[2] = lines[2].split(",")[0] + ",broken"
        users.write_text("\n".join(lines))
        import io
        import zipfile
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for file in folder.glob("*.csv"):
                archive.write(file, file.name)
        operator = self.stack.sign_in("operator")
        progress = [*operator.stream("watchbell.notification.v1.DirectoryService/ImportDistrict", {
            "requestId": request_id(), "dryRun": True,
            "archive": __import__("base64").b64encode(packed.getvalue()).decode()})]
        self.assertEqual((progress[-1]["stage"], progress[-1].get("removed", 0)), ("STAGE_DONE", 0))
        self.assertEqual({(one["file"], one["line"]) for one in progress[-1]["errors"]}, {("users.csv", 3)})
        self.assertIn("the row is left out", progress[-1]["errors"][-1]["problem"])

    def test_a_person_of_another_school_is_refused(self):
        clerk = self.stack.sign_in("clerk")
        self.assertEqual(error_of(lambda: clerk.call("watchbell.visitor.v1.VisitService/ListOnSite",
                                                     {"school": "some-other-school"})), "permission_denied")
        self.assertEqual(error_of(lambda: clerk.call("watchbell.visitor.v1.VisitService/ListOnSite",
                                                     {"school": "No Code!"})), "invalid_argument")

    def test_a_command_at_a_school_that_does_not_exist_is_refused_and_at_one_that_does_it_passes(self):
        nobody, clerk, principal = self.stack.anonymous(), self.stack.sign_in("clerk"), self.stack.sign_in("principal")
        trained(principal, principal)
        alarms = "watchbell.alerting.v1.AlarmService/"
        hold = {"action": "ACTION_HOLD", "zone": "library", "detail": {"place": "library"}}
        tip = nobody, "watchbell.threat_intake.v1.TipService/SubmitTip", {"text": "They meet behind the gym."}
        visit = clerk, "watchbell.visitor.v1.VisitService/CheckIn", {"manual": {
            "givenName": "Nora", "familyName": "Typo", "dateOfBirth": "1981-02-03", "documentKind": "KIND_OTHER"}}
        alarm, drill = (principal, alarms + "Raise", hold), (principal, alarms + "StartDrill", hold)

        def ask(command, school):
            person, method, fields = command
            return person.call(method, {"requestId": request_id(), "school": school, **fields})
        # Until the gateway has read the directory it lets everything pass.
        await_true(lambda: refused(lambda: ask(tip, "lincon-es")) == "SCHOOL_UNKNOWN", "a wrong code is refused")
        for command in (tip, visit, alarm, drill):
            with self.assertRaises(Refused, msg=command[1]) as answer:
                ask(command, "lincon-es")
            self.assertEqual((answer.exception.args[0], *answer.exception.args[2:]),
                             ("invalid_argument", "SCHOOL_UNKNOWN", "school"), command[1])
        for command in (tip, visit):
            ask(command, SCHOOL)
        for command in (alarm, drill):
            ask((principal, alarms + "Release", {"incidentId": ask(command, SCHOOL)["id"]}), SCHOOL)

    def test_a_teacher_sees_no_tactics_and_no_personal_data(self):
        teacher = self.stack.sign_in("teacher")
        principal = self.stack.sign_in("principal")
        ask = {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_HOLD", "zone": "gym",
               "detail": {"place": "behind the stage"}}
        incident = teacher.call("watchbell.alerting.v1.AlarmService/Raise", ask)
        self.assertNotIn("behind the stage", json.dumps(incident))
        seen = principal.call("watchbell.alerting.v1.AlarmService/GetIncident",
                              {"school": SCHOOL, "incidentId": incident["id"]})
        self.assertIn("behind the stage", json.dumps(seen))
        principal.call("watchbell.alerting.v1.AlarmService/Release",
                       {"requestId": request_id(), "school": SCHOOL, "incidentId": incident["id"]})

    def test_nothing_personal_reaches_logs_subjects_or_redis_in_clear(self):
        clerk = self.stack.sign_in("clerk")
        canary = "Zanzibarsson"
        clerk.call("watchbell.visitor.v1.VisitService/CheckIn", {
            "requestId": request_id(), "school": SCHOOL, "purpose": "x", "contactEmail": "canary@zanzibarsson.example",
            "manual": {"givenName": "Canary", "familyName": canary, "dateOfBirth": "1981-02-03", "documentKind": "KIND_OTHER"}})
        tip = "the canary sings in the tip"
        self.stack.anonymous().call("watchbell.threat_intake.v1.TipService/SubmitTip",
                                    {"requestId": request_id(), "school": SCHOOL, "text": tip})
        dump = subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), "--rdb", str(self.stack.dir / "dump.rdb")],
                              capture_output=True, check=True)
        self.assertEqual(dump.returncode, 0)
        files = self.stack.on_disk(lambda path: path.suffix in (".log", ".rdb", ".blk"))
        self.assertGreater(len(files), 8)
        for path, content in files.items():
            content = content.lower()
            for secret in (canary, tip, "canary@zanzibarsson"):
                self.assertNotIn(secret.lower().encode(), content, path)

    def test_the_feed_hints_at_what_the_caller_may_see_and_at_nothing_else(self):
        principal, teacher = self.stack.sign_in("principal"), self.stack.sign_in("teacher")
        feeds = [person.stream("watchbell.gateway.v1.FeedService/Subscribe", {}) for person in (principal, teacher)]
        for feed in feeds:
            self.assertEqual(next(feed)["fact"], "ready")
        self.stack.anonymous().call("watchbell.threat_intake.v1.TipService/SubmitTip",
                                    {"requestId": request_id(), "school": SCHOOL, "text": "a tip"})
        incident = teacher.call("watchbell.alerting.v1.AlarmService/Raise", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_HOLD", "zone": "hall",
            "detail": {"place": "hall"}})
        # Two services' facts come in any order; one that never comes ends the wait.
        awaited = {"watchbell.alerting.v1.IncidentRaised", "watchbell.threat_intake.v1.TipReceived"}
        while awaited:
            awaited.discard(next(feeds[0])["fact"])
        first = next(feeds[1])
        self.assertTrue(first["fact"].startswith("watchbell.alerting."), first)
        principal.call("watchbell.alerting.v1.AlarmService/Release",
                       {"requestId": request_id(), "school": SCHOOL, "incidentId": incident["id"]})

    def test_flushing_redis_brings_everything_back_without_a_command(self):
        clerk = self.stack.sign_in("clerk")
        visit = clerk.call("watchbell.visitor.v1.VisitService/CheckIn", {
            "requestId": request_id(), "school": SCHOOL,
            "manual": {"givenName": "Flo", "familyName": "Rebuild", "dateOfBirth": "1981-02-03", "documentKind": "KIND_OTHER"}})
        subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), "FLUSHALL"], check=True, capture_output=True)

        def listed():
            try:
                answer = clerk.call("watchbell.visitor.v1.VisitService/ListOnSite", {"school": SCHOOL, "pageSize": 500})
            except Refused as error:
                if error.args[0] == "unauthenticated":  # sessions are made again by a sign-in
                    clerk.call("watchbell.gateway.v1.SessionService/SignIn", {"username": "clerk", "password": "watchbell-demo"})
                return False
            return visit["id"] in [one["id"] for one in answer.get("visits", [])]
        await_true(listed, "the list is whole again")

    def test_every_service_counts_its_calls(self):
        for service in ("visitor", "alerting", "threat-intake", "notification", "gateway"):
            self.assertGreater(metric(self.stack, service, "watchbell_rpc_requests_total"), 0, service)


if __name__ == "__main__":
    unittest.main(verbosity=2)
