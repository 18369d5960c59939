"""Drills, plans, trainings, the committee, reviews and after-hours events through the gateway."""
import csv
import datetime
import io
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, Refused, Stack, await_true, request_id, retry  # noqa: E402

API = "watchbell.alerting.v1."
DRILLS, CALENDAR, ALARMS = API + "DrillService/", API + "DrillCalendarService/", API + "AlarmService/"
PLANS, TRAININGS, EVENTS = API + "PlanService/", API + "TrainingService/", API + "SiteActivityService/"
REUNIFY = API + "ReunificationService/"
COMMITTEE, REVIEWS = API + "CommitteeService/", API + "ReviewService/"
# Over long ago, so that every requirement of it is met or late.
YEAR = 2024
LEADER = "leader-1"


def refusal_of(call):
    try:
        call()
    except Refused as error:
        return str(error)
    return None


def at(text):
    return text + ":00-04:00"


def from_now(**delta):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta)).isoformat()


def today(**delta):
    return (datetime.date.today() + datetime.timedelta(**delta)).isoformat()


class Readiness(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.principal, cls.coordinator = cls.stack.sign_in("principal"), cls.stack.sign_in("coordinator")
        cls.teacher = cls.stack.sign_in("teacher")
        cls.watcher = cls.stack.sign_in("security")  # looks again and again: a session has its rate
        for topic in ("RESPONSE_PROTOCOL", "DRILL_LEADERSHIP"):
            cls.train(LEADER, topic)

    @classmethod
    def ask(cls, person, method, **fields):
        return person.call(method, {"requestId": request_id(), "school": SCHOOL, **fields})

    @classmethod
    def train(cls, person, topic):
        cls.ask(cls.coordinator, TRAININGS + "RecordTraining", personId=person, topic="TRAINING_TOPIC_" + topic,
                completedOn=today(days=-1), expiresOn=today(days=300))

    def record(self, kind, day, aborted=False, time="10:00"):
        return self.ask(self.principal, DRILLS + "RecordDrill", kind="DRILL_KIND_" + kind,
                        startedAt=at(f"{day}T{time}"), endedAt=at(f"{day}T{time[:3]}{int(time[3:]) + 4:02}"),
                        aborted=aborted)

    def watch(self, method, **fields):
        return retry(lambda: self.watcher.call(method, {"school": SCHOOL, **fields}))

    def compliance(self):
        return self.watch(CALENDAR + "GetCompliance", year=YEAR)

    def test_the_log_of_a_year_becomes_findings_and_a_corrected_one_a_new_version(self):
        self.ask(self.coordinator, CALENDAR + "SetSchoolYear", year=YEAR, firstDay="2024-09-03", lastDay="2025-06-12")
        self.record("FIRE", "2024-09-12")
        self.record("CRISIS", "2024-10-08")
        november = self.record("FIRE", "2024-11-07")
        self.record("FIRE", "2025-01-31", time="23:30")

        def month(compliance, span):
            found = next(finding for finding in compliance["months"] if finding["span"] == span)
            return found["status"].removeprefix("COMPLIANCE_STATUS_"), found["rule"], found.get("drillDays")
        await_true(lambda: month(self.compliance(), "2025-01")[0] == "DONE", "the log is listed")
        compliance = self.compliance()
        self.assertEqual(month(compliance, "2024-09"), ("DONE", "D1", ["2024-09-12"]))
        self.assertEqual(month(compliance, "2024-10"), ("SUBSTITUTED", "D3", ["2024-10-08"]))
        self.assertEqual(month(compliance, "2024-11"), ("DONE", "D2", ["2024-11-07"]))
        self.assertEqual(month(compliance, "2024-12"), ("LATE", "D2", None))
        self.assertEqual(month(compliance, "2025-01"), ("DONE", "D2", ["2025-01-31"]))

        first = self.ask(self.coordinator, CALENDAR + "IssueDrillReport", year=YEAR)
        again = self.ask(self.coordinator, CALENDAR + "IssueDrillReport", year=YEAR)
        self.assertEqual((first["version"], again["version"]), (1, 1))
        self.ask(self.principal, DRILLS + "CorrectDrill", drillId=november["id"], kind="DRILL_KIND_FIRE", aborted=True,
                 startedAt=november["startedAt"], endedAt=november["endedAt"], reason="the bell did not ring")
        await_true(lambda: month(self.compliance(), "2024-11")[0] == "LATE", "the correction is listed")
        second = self.ask(self.coordinator, CALENDAR + "IssueDrillReport", year=YEAR)
        self.assertEqual(second["version"], 2)
        old = self.principal.call(CALENDAR + "GetDrillReport", {"school": SCHOOL, "year": YEAR, "version": 1})
        self.assertEqual(month(old["compliance"], "2024-11")[0], "DONE")
        self.assertEqual(month(second["compliance"], "2024-11")[0], "LATE")

        pieces = list(self.principal.stream(CALENDAR + "ExportDrillReport", {"school": SCHOOL, "year": YEAR}))
        self.assertEqual((pieces[-1]["version"], pieces[-1]["sent"]), (2, pieces[-1]["total"]))
        rows = list(csv.DictReader(io.StringIO("".join(piece.get("csv", "") for piece in pieces))))
        held = {row["span or day"]: row for row in rows if row["line"] == "drill"}
        self.assertEqual(held["2024-11-07"]["status or outcome"], "aborted")
        self.assertEqual(held["2024-09-12"]["seconds"], "240")
        self.assertIsNotNone(refusal_of(lambda: self.ask(self.teacher, CALENDAR + "IssueDrillReport", year=YEAR)))

    def test_a_drill_of_a_time_of_which_nothing_is_kept_is_not_written_down(self):
        with self.assertRaises(Refused) as refused:
            self.record("FIRE", "2004-09-09")
        self.assertEqual(refused.exception.args[2:], ("DRILL_TOO_OLD", "ended_at"))
        held = self.record("FIRE", today(days=-400))
        with self.assertRaises(Refused) as refused:
            self.ask(self.principal, DRILLS + "CorrectDrill", drillId=held["id"], kind="DRILL_KIND_FIRE", reason="a slip",
                     startedAt=at("2004-09-09T10:00"), endedAt=at("2004-09-09T10:04"))
        self.assertEqual(refused.exception.args[2:], ("DRILL_TOO_OLD", "ended_at"))

    def schedule(self, leader=LEADER, **plan):
        return self.ask(self.principal, DRILLS + "ScheduleDrill", kind="DRILL_KIND_CRISIS", scheduledAt=from_now(hours=1),
                        plan={"action": "ACTION_LOCKDOWN", "leaderId": leader, **plan})

    def test_a_drill_runs_as_an_exercise_and_is_scored_by_the_police(self):
        drill = self.schedule()
        begun = self.ask(self.principal, DRILLS + "BeginDrill", drillId=drill["id"])
        incident = {"school": SCHOOL, "incidentId": begun["incidentId"]}
        self.assertTrue(self.principal.call(ALARMS + "GetIncident", incident)["drill"])
        ended = self.ask(self.principal, DRILLS + "EndDrill", drillId=drill["id"])
        self.assertEqual(ended["state"], "STATE_COMPLETED")
        self.assertEqual(self.principal.call(ALARMS + "GetIncident", incident)["state"], "STATE_RELEASED")
        scored = self.ask(self.principal, DRILLS + "EvaluateDrill", drillId=drill["id"], office="OFFICE_POLICE", score=4,
                          feedback="The north door stood open.")
        self.assertEqual(scored["evaluations"][0]["score"], 4)
        seen = self.teacher.call(DRILLS + "GetDrill", {"school": SCHOOL, "drillId": drill["id"]})
        self.assertNotIn("north door", str(seen))

        review = self.ask(self.principal, REVIEWS + "DraftReview", kind="KIND_AFTER_ACTION", incidentId=begun["incidentId"])
        self.assertEqual([line["fact"] for line in review["timeline"]], ["IncidentRaised", "IncidentReleased"])
        item = self.ask(self.principal, COMMITTEE + "AssignActionItem", sourceId=review["id"], task="Mend the lock.",
                        ownerId="custodian", dueAt=from_now(seconds=2))

        def listed():
            page = self.watch(COMMITTEE + "ListActionItems")
            return {each["id"]: each["state"] for each in page.get("items", [])}
        await_true(lambda: listed().get(item["id"]) == "STATE_OVERDUE", "the timer says that it is overdue")
        close = {"reviewId": review["id"]}
        self.assertIn("ACTION_ITEMS_OPEN", refusal_of(lambda: self.ask(self.principal, REVIEWS + "CloseReview", **close)))
        self.ask(self.principal, COMMITTEE + "CloseActionItem", itemId=item["id"], outcome="New lock.")
        await_true(lambda: item["id"] not in listed(), "it is closed")
        self.assertIn("closedAt", self.ask(self.principal, REVIEWS + "CloseReview", **close))

    def test_a_drill_that_something_real_ended_is_aborted(self):
        drill = self.schedule()
        self.ask(self.principal, DRILLS + "BeginDrill", drillId=drill["id"])
        real = self.ask(self.teacher, ALARMS + "Raise", action="ACTION_HOLD", zone="hall", detail={"place": "hall"})
        self.assertNotIn("drill", real)
        ended = self.ask(self.principal, DRILLS + "EndDrill", drillId=drill["id"])
        self.assertEqual((ended["state"], ended["reason"]), ("STATE_ABORTED", "REAL_EVENT"))
        still = self.principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": real["id"]})
        self.assertEqual(still["state"], "STATE_OPEN")
        self.ask(self.principal, ALARMS + "Release", incidentId=real["id"])

    def test_an_untrained_leader_begins_no_drill_and_plans_no_event(self):
        drill = self.schedule(leader="coach-1")
        begin = {"drillId": drill["id"]}
        self.assertIn("DRILL_LEADERSHIP", refusal_of(lambda: self.ask(self.principal, DRILLS + "BeginDrill", **begin)))
        event = {"title": "Soccer", "startsAt": from_now(seconds=1), "endsAt": from_now(seconds=4), "leaderId": "coach-1",
                 "plan": {"rosterIds": ["coach-1"], "doors": ["gym north"], "audienceTag": "varsity-soccer"}}
        self.assertIn("EVENT_SAFETY", refusal_of(lambda: self.ask(self.principal, EVENTS + "PlanSiteActivity", **event)))
        for topic in ("RESPONSE_PROTOCOL", "EVENT_SAFETY"):
            self.train("coach-1", topic)
        check = {"personId": "coach-1", "task": "TRAINED_TASK_LEAD_EVENT"}
        await_true(lambda: self.watch(TRAININGS + "CheckTraining", **check).get("may"), "the trainings are listed")
        planned = self.ask(self.principal, EVENTS + "PlanSiteActivity",
                           **{**event, "startsAt": from_now(seconds=1), "endsAt": from_now(seconds=4)})

        def state():
            return self.watch(EVENTS + "GetSiteActivity", siteActivityId=planned["id"])["state"]
        await_true(lambda: state() == "STATE_OPEN", "the event opens by itself")
        await_true(lambda: state() == "STATE_ENDED", "the event ends by itself")
        self.assertNotIn("gym north", str(self.teacher.call(
            EVENTS + "GetSiteActivity", {"school": SCHOOL, "siteActivityId": planned["id"]})))

    def test_a_reunification_is_rehearsed_by_who_is_trained_and_in_an_emergency_begun_by_any_administrator(self):
        drill = self.schedule()
        fire = self.ask(self.principal, DRILLS + "ScheduleDrill", kind="DRILL_KIND_FIRE", scheduledAt=from_now(hours=1),
                        plan={"leaderId": LEADER})
        begun = self.ask(self.principal, DRILLS + "BeginDrill", drillId=fire["id"])
        rehearse = {"incidentId": begun["incidentId"], "site": "Harbor Middle School"}
        self.assertIn("TRAINING_TOPIC_REUNIFICATION",
                      refusal_of(lambda: self.ask(self.principal, REUNIFY + "StartReunification", **rehearse)))
        principal = self.principal.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
        real = self.ask(self.principal, ALARMS + "Raise", action="ACTION_EVACUATE", detail={"hazard": "fire"})
        self.assertNotIn("drill", self.ask(self.principal, REUNIFY + "StartReunification", incidentId=real["id"],
                                           site="Harbor Middle School"))
        self.ask(self.principal, ALARMS + "TakeCommand", incidentId=real["id"])
        self.ask(self.principal, ALARMS + "Cancel", incidentId=real["id"], reason="The test is over.")

        self.train(principal, "REUNIFICATION")
        check = {"personId": principal, "task": "TRAINED_TASK_LEAD_REUNIFICATION"}
        await_true(lambda: self.watch(TRAININGS + "CheckTraining", **check).get("may"), "the training is listed")
        begun = self.ask(self.principal, DRILLS + "BeginDrill", drillId=drill["id"])
        self.ask(self.principal, DRILLS + "EndDrill", drillId=drill["id"])
        rehearsed = self.ask(self.principal, REUNIFY + "StartReunification", incidentId=begun["incidentId"],
                             site="Harbor Middle School")
        self.assertTrue(rehearsed["drill"])

    def test_the_approved_plan_gives_the_incident_its_checklist(self):
        checklists = [{"role": "principal", "action": "ACTION_HOLD", "items": ["Call the nurse.", "Clear the hall."]}]

        def approve(plan):
            return self.ask(self.principal, PLANS + "ApprovePlan", number=plan["draft"]["number"])
        first = approve(self.ask(self.coordinator, PLANS + "DraftPlan", checklists=checklists,
                                 annexes=[{"title": "Evacuation"}]))
        approve(self.ask(self.coordinator, PLANS + "DraftPlan", checklists=checklists))
        old = self.principal.call(PLANS + "GetPlanVersion", {"school": SCHOOL, "number": first["approved"]["number"]})
        self.assertEqual(old["annexes"][0]["title"], "Evacuation")
        self.assertIsNotNone(refusal_of(lambda: self.teacher.call(PLANS + "GetPlan", {"school": SCHOOL})))

        raised = self.ask(self.teacher, ALARMS + "Raise", action="ACTION_HOLD", zone="hall", detail={"place": "hall"})
        opened = self.ask(self.principal, PLANS + "OpenChecklist", incidentId=raised["id"])
        self.assertEqual([line["text"] for line in opened["lines"]], checklists[0]["items"])
        ticked = self.ask(self.principal, PLANS + "TickChecklist", incidentId=raised["id"], line=1)
        self.assertIn("tickedAt", ticked["lines"][1])
        self.assertNotIn("tickedAt", ticked["lines"][0])
        self.ask(self.principal, ALARMS + "Release", incidentId=raised["id"])

    def test_the_committee_is_told_who_is_missing_and_keeps_its_minutes(self):
        roles = ("POLICE_OFFICER", "FIRST_RESPONDER", "TEACHER", "ADMINISTRATOR", "MENTAL_HEALTH")
        committee = self.ask(self.coordinator, COMMITTEE + "AppointCommittee", members=[
            {"personId": f"member-{role}", "role": "COMMITTEE_ROLE_" + role} for role in roles])
        self.assertEqual(committee["missingRoles"], ["COMMITTEE_ROLE_PARENT"])
        meeting = self.ask(self.coordinator, COMMITTEE + "RecordMeeting", heldAt=from_now(hours=-1),
                           presentIds=["member-TEACHER"], findings=["The fence has a gap."])
        committee = self.coordinator.call(COMMITTEE + "GetCommittee", {"school": SCHOOL})
        self.assertEqual(committee["lastMeetingAt"], meeting["heldAt"])
        minutes = self.coordinator.call(COMMITTEE + "ListMeetings", {"school": SCHOOL})["meetings"]
        self.assertEqual(minutes[0]["findings"], ["The fence has a gap."])


if __name__ == "__main__":
    unittest.main()
