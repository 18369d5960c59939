"""What one part of the system learns and somebody elsewhere must hear: a tip's people, the team of a threat, the
commander's list of advice, the school whose drill is overdue, the police of a place."""
import base64
import datetime
import json
import pathlib
import sys
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, SMALL, Stack, await_true, request_id, retry  # noqa: E402
from tips import MAILBOX, TIPS  # noqa: E402

NOTICES = "watchbell.notification.v1.NoticeService/ListNotices"
CAP, ALARMS = "watchbell.alerting.v1.CapService/", "watchbell.alerting.v1.AlarmService/"
CALENDAR, CRIME = "watchbell.alerting.v1.DrillCalendarService/", "watchbell.threat_intake.v1.CrimeService/"
DIRECTORY, DUTY = "watchbell.notification.v1.DirectoryService/", "watchbell.notification.v1.DutyService/"
CASES = "watchbell.threat_intake.v1.CaseService/"
PASSPHRASE = "lamp river seventeen moth"
CANARY = "behind the green shed"


class WordPassedOn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        for name in ("principal", "security", "psychologist", "coordinator", "operator", "teacher"):
            setattr(cls, name, cls.stack.sign_in(name))

    @classmethod
    def ask(cls, person, method, **fields):
        return person.call(method, {"requestId": request_id(), "school": SCHOOL, **fields})

    @staticmethod
    def id_of(person):
        return person.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]

    def notices(self, about, wording):
        listed = retry(lambda: self.principal.call(NOTICES, {"school": SCHOOL, "aboutId": about})).get("notices", [])
        return [notice for notice in listed if notice["wording"] == wording]

    def advice(self, event):
        listed = retry(lambda: self.security.call(CAP + "ListCapAdvice", {"school": SCHOOL})).get("advice", [])
        return [advice for advice in listed if advice["event"] == event]

    def test_who_answers_for_a_tip_hears_of_it_and_of_what_its_sender_writes(self):
        sender = self.stack.anonymous()
        tip = sender.call(TIPS + "SubmitTip", {"requestId": str(uuid.uuid4()), "school": SCHOOL, "text": "a fight is planned",
                                               "passphrase": PASSPHRASE})["tipId"]
        self.ask(self.security, TIPS + "AssignTip", tipId=tip, primaryId=self.id_of(self.psychologist),
                 informedIds=[self.id_of(self.principal)])
        given = await_true(lambda: self.notices(tip, "tip_assigned"), "both hear of it")
        self.assertEqual(given[0]["recipients"], 2)
        self.ask(self.psychologist, TIPS + "MarkTipRead", tipId=tip)
        box = sender.call(MAILBOX + "OpenMailbox", {"school": SCHOOL, "tipId": tip, "passphrase": PASSPHRASE})
        for text in (CANARY, CANARY + ", tomorrow"):
            sender.call(MAILBOX + "WriteToTeam", {"requestId": str(uuid.uuid4()), "mailboxToken": box["mailboxToken"], "text": text})
        told = await_true(lambda: self.notices(tip, "tip_message"), "who answers for it hears that they wrote")
        self.assertEqual(told[0]["recipients"], 1)
        self.ask(self.psychologist, TIPS + "MarkTipRead", tipId=tip)
        sender.call(MAILBOX + "WriteToTeam", {"requestId": str(uuid.uuid4()), "mailboxToken": box["mailboxToken"], "text": "and now?"})
        await_true(lambda: len(self.notices(tip, "tip_message")) == 2, "the second before they had read the first was no news, the third is")
        self.assertNotIn(CANARY, json.dumps(self.stack.messages()))

    def test_a_crime_nearby_stands_in_the_commanders_list_once_and_a_person_decides(self):
        at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=5)
        feed = ("number,category,occurred_at,latitude,longitude\n"
                f"26-9,armed_person,{at.strftime('%Y-%m-%dT%H:%M:%SZ')},43.6620,-70.2691\n")
        for _ in range(2):
            self.operator.call(CRIME + "ImportCrimeFeed", {"requestId": request_id(), "source": "city-police", "format": "FORMAT_CSV",
                                                           "document": base64.b64encode(feed.encode()).decode()})
        advice = await_true(lambda: self.advice("an armed person"), "the commander sees it")
        self.assertEqual([(one["sender"], one["suggestedAction"]) for one in advice], [("city-police", "ACTION_SECURE")])
        self.assertEqual(advice[0]["expiresAt"], self.security.call(CRIME + "ListCrimeAdvice", {"school": SCHOOL})["advice"][0]["expiresAt"])
        self.assertNotIn("incidents", self.coordinator.call(ALARMS + "ListOpenIncidents", {}))
        self.ask(self.security, CAP + "DecideCapAdvice", adviceId=advice[0]["id"], taken=False)
        await_true(lambda: not self.advice("an armed person"), "it is decided")

    def test_a_danger_that_a_team_declares_is_told_at_once_and_stands_in_the_commanders_list(self):
        case = self.ask(self.security, CASES + "DeclareImminentDanger", kind="DANGER_KIND_WEAPON", atSchool=True,
                        place="north stairs", account=CANARY)
        told = await_true(lambda: self.notices(case["id"], "case_danger"), "those who can raise the alarm hear of it")
        self.assertEqual(told[0]["level"], "LEVEL_EMERGENCY")
        self.assertGreater(told[0]["recipients"], 0)
        advice = await_true(lambda: self.advice("a weapon"), "the commander sees it")
        self.assertEqual([one["suggestedAction"] for one in advice], ["ACTION_LOCKDOWN"])
        self.assertNotIn(CANARY, json.dumps([advice, self.stack.messages()]))

    def test_whoever_is_offered_the_command_hears_of_it_and_the_alarm_stays_the_notice_that_everybody_has(self):
        incident = self.ask(self.teacher, ALARMS + "Raise", action="ACTION_HOLD", zone="gym", detail={"place": "gym"})["id"]
        alarm = await_true(lambda: self.notices(incident, "hold"), "the alarm is told")[0]
        self.ask(self.principal, ALARMS + "TakeCommand", incidentId=incident)
        self.ask(self.principal, ALARMS + "OfferCommand", incidentId=incident, to=self.id_of(self.security))

        def offered():
            listed = retry(lambda: self.principal.call(NOTICES, {"school": SCHOOL})).get("notices", [])
            return [notice for notice in listed if notice["wording"] == "command_offered"]
        told = await_true(offered, "the one to whom it is offered is told")
        self.assertEqual([(notice["recipients"], notice["level"]) for notice in told], [(1, "LEVEL_URGENT")])
        about = retry(lambda: self.principal.call(NOTICES, {"school": SCHOOL, "aboutId": incident}))["notices"]
        self.assertEqual([notice["id"] for notice in about], [alarm["id"]])
        self.ask(self.security, ALARMS + "TakeCommand", incidentId=incident)
        self.ask(self.security, ALARMS + "Release", incidentId=incident)

    def test_a_drill_that_was_not_held_is_told_to_the_school_and_to_the_district_once(self):
        today = datetime.date.today()
        year = today.year if today >= datetime.date(today.year, 7, 1) else today.year - 1
        first = max(today - datetime.timedelta(days=100), datetime.date(year, 7, 1))
        if (today - first).days <= 31:
            self.skipTest("in July no drill of the school year is overdue yet")
        calendar = {"year": year, "firstDay": first.isoformat(), "lastDay": datetime.date(year + 1, 6, 30).isoformat()}
        self.coordinator.call(DIRECTORY + "AssignDuty", {"requestId": request_id(), "school": "district",
                                                         "personIds": [self.id_of(self.coordinator)]})
        await_true(lambda: self.coordinator.call(DUTY + "GetDuty", {"school": "district"}).get("answering"), "the roster is known")
        self.ask(self.coordinator, CALENDAR + "SetSchoolYear", **calendar)
        told = await_true(lambda: self.notices(SCHOOL, "drill_overdue"), "both hear of it")
        self.assertEqual(told[0]["recipients"], 2, "the school's administrator, and who answers for the district")
        late = self.coordinator.call(CALENDAR + "GetSchoolYear", {"school": SCHOOL, "year": year})["overdue"]
        self.assertIn("initial", [finding["span"] for finding in late])
        self.ask(self.coordinator, CALENDAR + "SetSchoolYear", **calendar, closedDays=[(first + datetime.timedelta(days=1)).isoformat()])
        self.ask(self.coordinator, CALENDAR + "SetSchoolYear", year=year - 1, firstDay=datetime.date(year - 1, 9, 1).isoformat(),
                 lastDay=datetime.date(year, 6, 12).isoformat())
        self.assertEqual(len(self.notices(SCHOOL, "drill_overdue")), 1)

    def test_a_place_that_becomes_known_later_is_told_to_the_police(self):
        incident = self.ask(self.teacher, ALARMS + "Raise", action="ACTION_LOCKDOWN")

        def heard(kind):
            calls = [json.loads(call["body"]) for call in self.stack.police_calls()]
            return [call["data"] for call in calls if call["type"] == kind and call["data"]["cause"] == "CAUSE_INCIDENT"]
        call = await_true(lambda: heard("dispatch.requested"), "911 is called")[-1]
        self.assertNotIn("place", call)
        self.ask(self.principal, ALARMS + "Raise", action="ACTION_LOCKDOWN", detail={"place": "gym"})
        update = await_true(lambda: heard("dispatch.updated"), "the line hears of the place")
        self.assertEqual([(one["dispatch_id"], one["place"]) for one in update], [(call["dispatch_id"], "gym")])
        for method, more in (("ConfirmPolice", {"reference": "26-0"}), ("TakeCommand", {}), ("Cancel", {"reason": "a test"})):
            self.ask(self.coordinator, ALARMS + method, incidentId=incident["id"], **more)
        self.assertEqual(len({one["dispatch_id"] for one in heard("dispatch.requested")} - {call["dispatch_id"]}), 0)


if __name__ == "__main__":
    unittest.main()
