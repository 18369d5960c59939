"""After the alarm, through the gateway: everybody is accounted for, and every student goes home with the right adult."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from district import load_users, person_id, students_of  # noqa: E402
from stack import SCHOOL, Refused, Stack, await_true, request_id  # noqa: E402

ALARMS = "watchbell.alerting.v1.AlarmService/"
ROLL = "watchbell.alerting.v1.RollCallService/"
REUNIFY = "watchbell.alerting.v1.ReunificationService/"
CUSTODY = "watchbell.notification.v1.CustodyService/"
ROSTER = "watchbell.notification.v1.RosterService/"
LAST4 = "4711"


class Accountability(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.people = load_users(cls.stack)
        cls.students = students_of(cls.people)
        cls.staff = [user for user in cls.people.values()
                     if user["orgSourcedIds"] == "school-01" and user["sourcedId"].startswith("staff")]
        for name in ("clerk", "principal", "security", "teacher"):
            setattr(cls, name, cls.stack.sign_in(name))

    def ask(self, method, person=None, **fields):
        return (person or self.principal).call(method, {"school": SCHOOL, "requestId": request_id(), **fields})

    def read(self, method, person=None, **fields):
        return (person or self.principal).call(method, {"school": SCHOOL, **fields})

    def refusal(self, call):
        with self.assertRaises(Refused) as refused:
            call()
        return json.dumps(refused.exception.args)

    def evacuate(self):
        incident = self.ask(ALARMS + "Raise", action="ACTION_EVACUATE",
                            detail={"hazard": "fire", "destination": "sports field"})["id"]
        self.addCleanup(await_true, lambda: self.door_is_open_after(incident), "the door is open again")
        self.addCleanup(self.end, incident)  # first
        return incident

    def door_is_open_after(self, incident):
        door = self.poll("watchbell.visitor.v1.EmergencyService/GetDoor", self.clerk)
        return not door.get("closed") and door.get("alarm", {}).get("incidentId") == incident

    def end(self, incident):
        self.ask(ALARMS + "TakeCommand", incidentId=incident)
        self.ask(ALARMS + "Cancel", incidentId=incident, reason="The test is over.")

    def poll(self, method, person=None, **fields):
        """As read; empty when asked too often."""
        try:
            return self.read(method, person, **fields)
        except Refused as error:
            if error.args[0] != "resource_exhausted":
                raise
            return {}

    def lists(self, incident, count):
        """The lists of the incident by kind, when so many of them can be listed."""
        def listed():
            found = self.poll(ROLL + "ListRollCalls", self.teacher, incidentId=incident, pageSize=500).get("rollCalls", [])
            return found if len(found) >= count else None
        return await_true(listed, "the lists can be listed")

    def mark(self, roll_call, people, state, person=None, **more):
        return self.ask(ROLL + "TakeRollCall", person or self.teacher, rollCallId=roll_call,
                        marks=[{"personId": one, "state": state} for one in people], **more)

    def summary_when(self, incident, condition):
        def summed():
            summary = self.poll(ROLL + "GetAccountability", incidentId=incident)
            return summary if summary and condition(summary) else None
        return await_true(summed, "the summary is there")

    def reunify(self, incident):
        opened = self.ask(REUNIFY + "StartReunification", incidentId=incident, site="Harbor Middle School")

        def all_listed():
            rows = self.poll(REUNIFY + "ListReunions", reunificationId=opened["id"], pageSize=500).get("reunions", [])
            return rows if len(rows) == opened["students"] else None
        rows = await_true(all_listed, "every student has a row")
        return opened["id"], {row["studentId"]: row for row in rows}

    def family_of(self, rows, used):
        for student in self.students:
            guardians = [self.people[one] for one in student["agentSourcedIds"].split(",")
                         if self.people[one]["role"] != "relative"]
            if len(guardians) >= 2 and student["agentSourcedIds"] not in used and person_id(student["sourcedId"]) in rows:
                used.add(student["agentSourcedIds"])
                return person_id(student["sourcedId"]), *guardians[:2]
        raise AssertionError("no family left")

    def present(self, row, adult, **more):
        return self.ask(REUNIFY + "PresentCard", self.clerk, reunionId=row, card={
            "numberLast4": LAST4, "adult": {"givenName": adult["givenName"], "familyName": adult["familyName"],
                                            "dateOfBirth": "1981-02-03"}}, **more)

    def send(self, row):
        return self.ask(REUNIFY + "SendForStudent", self.clerk, reunionId=row, initials="GH")

    def answer(self, row, answer="REUNION_ANSWER_YES"):
        return self.ask(REUNIFY + "RecordReunionAnswer", self.clerk, reunionId=row, answer=answer, initials="AB")

    def release(self, row):
        return self.ask(REUNIFY + "ReleaseToAdult", self.clerk, reunionId=row, numberLast4=LAST4, initials="CD")

    def test_the_directory_knows_classes_and_gives_no_names_with_them(self):
        groups = self.read(ROSTER + "ListGroups", self.clerk)["groups"]
        placed = {one for group in groups for one in group["studentIds"]}
        self.assertEqual(placed, {person_id(student["sourcedId"]) for student in self.students})
        self.assertTrue(all(group["teacherIds"] and group["room"] for group in groups))

    def test_everybody_is_accounted_for_and_the_clock_stops(self):
        visit = self.ask("watchbell.visitor.v1.VisitService/CheckIn", self.clerk, manual={
            "givenName": "Vera", "familyName": "Visitor", "dateOfBirth": "1980-01-01", "documentKind": "KIND_OTHER"})
        incident = self.evacuate()
        opened = self.ask(ROLL + "OpenRollCalls", self.teacher, incidentId=incident)
        self.assertEqual(opened["people"], len(self.students) + len(self.staff))
        lists = self.lists(incident, opened["lists"] + 1)
        visitors = [one for one in lists if one["kind"] == "KIND_VISITORS"]
        self.assertEqual(len(visitors), 1)
        again = self.ask(ROLL + "OpenRollCalls", self.teacher, incidentId=incident)
        self.assertEqual(again["lists"], opened["lists"])
        whole = self.summary_when(incident, lambda one: one["people"] == opened["people"] + 1)
        self.assertEqual(whole["unknown"], whole["people"])

        own = next(one for one in lists if person_id("staff-0002") in one.get("teacherIds", []))
        names = self.read(ROLL + "GetMyClass", self.teacher, rollCallId=own["id"])["members"]
        self.assertTrue(all(one["familyName"] for one in names))
        self.assertIn("NOT_YOUR_CLASS", self.refusal(lambda: self.read(ROLL + "GetMyClass", rollCallId=own["id"])))
        seen = self.read(ROLL + "GetRollCall", self.teacher, rollCallId=own["id"])
        self.assertNotIn("rows", seen, "names are the office's, and of a class its teachers'")
        self.assertIn("familyName", self.read(ROLL + "GetRollCall", rollCallId=own["id"])["rows"][0])

        lost = names[0]["personId"]
        self.mark(own["id"], [one["personId"] for one in names[1:]], "STATE_PRESENT", sequence="5")
        self.mark(own["id"], [lost], "STATE_MISSING", sequence="5")
        self.mark(own["id"], [names[1]["personId"]], "STATE_MISSING", sequence="4")
        marks = self.read(ROLL + "GetMyClass", self.teacher, rollCallId=own["id"])["members"]
        self.assertEqual([one["state"] for one in marks], ["STATE_MISSING"] + ["STATE_PRESENT"] * (len(names) - 1))
        for one in lists:
            if one["id"] == own["id"]:
                continue
            people = [row["personId"] for row in self.read(ROLL + "GetRollCall", rollCallId=one["id"])["rows"]]
            self.mark(one["id"], people, "STATE_PRESENT", self.clerk)
        open_end = self.summary_when(incident, lambda one: one["accounted"] == one["people"] - 1)
        self.assertEqual([(one["personId"], one["state"]) for one in open_end["unaccounted"]], [(lost, "STATE_MISSING")])
        self.assertNotIn("completeAt", open_end)

        self.mark(visitors[0]["id"], [lost], "STATE_INJURED", self.clerk)
        found = self.summary_when(incident, lambda one: "completeAt" in one)
        self.assertEqual((found["accounted"], found["injured"]), (found["people"], 1))
        self.mark(own["id"], [lost], "STATE_PRESENT")
        twice = self.summary_when(incident, lambda one: one.get("conflicts"))
        self.assertEqual(twice["conflicts"][0]["personId"], lost)
        self.assertEqual(len(twice["conflicts"][0]["rooms"]), 2)
        self.ask("watchbell.visitor.v1.VisitService/CheckOut", self.clerk, visitId=visit["id"])

    def test_a_reunification_ends_when_every_student_is_resolved_and_not_before(self):
        incident = self.evacuate()
        opened = self.ask(ROLL + "OpenRollCalls", self.teacher, incidentId=incident)
        lists = [one for one in self.lists(incident, opened["lists"]) if one["kind"] == "KIND_CLASS"]
        hurt, absent = [row["personId"] for row in self.read(ROLL + "GetRollCall", rollCallId=lists[0]["id"])["rows"]][:2]
        self.mark(lists[0]["id"], [hurt], "STATE_WITH_EMS")
        self.mark(lists[0]["id"], [absent], "STATE_ABSENT_VERIFIED")
        self.summary_when(incident, lambda one: one["accounted"] >= 2)
        reunification, rows = self.reunify(incident)
        self.assertEqual(rows[hurt]["state"], "STATE_WITH_EMS")
        self.assertEqual(rows[absent]["state"], "STATE_ABSENT_VERIFIED")
        used = {one["agentSourcedIds"] for one in self.students if person_id(one["sourcedId"]) in (hurt, absent)}

        student, mother, _ = self.family_of(rows, used)
        row = rows[student]["id"]
        self.assertEqual(self.present(row, mother)["state"], "STATE_CARD")
        self.assertIn("STEP_OUT_OF_ORDER", self.refusal(lambda: self.release(row)))
        self.send(row)
        self.assertEqual(self.answer(row)["state"], "STATE_READY")
        self.assertIn("DOCUMENT_DIFFERS", self.refusal(lambda: self.ask(
            REUNIFY + "ReleaseToAdult", self.clerk, reunionId=row, numberLast4="9999", initials="CD")))
        self.assertEqual(self.release(row)["state"], "STATE_RELEASED")

        barred_of, mother, father = self.family_of(rows, used)
        row = rows[barred_of]["id"]
        self.ask(CUSTODY + "BarAdult", studentId=barred_of, adult={
            "documentRef": "FA-26-0042", "startsOn": "2026-01-01", "personId": person_id(father["sourcedId"])})
        self.assertEqual(self.present(row, father)["hold"], "HOLD_BARRED")
        for step in (self.send, self.answer, self.release):
            self.assertIn("RELEASE_IMPOSSIBLE", self.refusal(lambda step=step: step(row)))
        await_true(lambda: [one for one in self.stack.messages() if "reunification site now" in json.dumps(one)],
                   "an officer is called")
        self.present(row, mother)
        self.send(row)
        self.assertEqual(self.answer(row, "REUNION_ANSWER_NO")["hold"], "HOLD_CHILD_SAID_NO")
        self.assertIn("RELEASE_IMPOSSIBLE", self.refusal(lambda: self.present(row, mother)))

        ordered, mother, _ = self.family_of(rows, used)
        self.ask("watchbell.visitor.v1.WatchlistService/AddEntry", entry={
            "kind": "KIND_PROTECTIVE_ORDER", "givenName": mother["givenName"], "familyName": mother["familyName"],
            "dateOfBirth": "1981-02-03", "documentRef": "PO-1", "issuer": "Superior Court", "studentIds": [ordered],
            "startsOn": "2026-01-01", "expiresOn": "2030-01-01"})
        self.assertEqual(self.present(rows[ordered]["id"], mother)["hold"], "HOLD_BARRED")

        stranger = {"givenName": "Nobody", "familyName": "Known"}
        third = self.family_of(rows, used)[0]
        self.assertEqual(self.present(rows[third]["id"], stranger)["hold"], "HOLD_NOT_LISTED")
        close = lambda: self.ask(REUNIFY + "CloseReunification", reunificationId=reunification)  # noqa: E731
        self.assertIn("STUDENTS_UNRESOLVED", self.refusal(close))
        for one in rows.values():
            if self.read(REUNIFY + "GetReunion", reunionId=one["id"])["state"] in ("STATE_WAITING", "STATE_HELD"):
                self.ask(REUNIFY + "RecordOutcome", reunionId=one["id"], state="STATE_WITH_POLICE", note="Unit 4")
        self.assertEqual(close()["state"], "STATE_CLOSED")

        def reconciled():
            view = self.poll(REUNIFY + "GetReunification", reunificationId=reunification)
            return view if view.get("resolved") == len(rows) else None
        view = await_true(reconciled, "everybody is resolved in the view")
        self.assertNotIn("unresolved", view)
        self.assertEqual(sum(one["students"] for one in view["counts"]), len(rows))
        self.assertIn("REUNIFICATION_CLOSED", self.refusal(lambda: self.present(row, mother)))

    def test_nobody_is_released_while_the_record_of_custody_does_not_answer(self):
        incident = self.evacuate()
        _, rows = self.reunify(incident)
        student, mother, _ = self.family_of(rows, set())
        row = rows[student]["id"]
        self.present(row, mother)
        self.send(row)
        self.answer(row)
        with self.stack.away("notification"):
            self.assertIn("unavailable", self.refusal(lambda: self.release(row)))
            self.assertIn("unavailable", self.refusal(lambda: self.ask(
                ROLL + "OpenRollCalls", self.teacher, incidentId=incident)))

        def released():
            try:
                return self.release(row)
            except Refused:
                return None
        self.assertEqual(await_true(released, "it answers again")["state"], "STATE_RELEASED")

    def test_a_responder_has_site_people_calls_and_contacts_in_one_packet(self):
        self.principal.call("watchbell.notification.v1.PartnerService/SavePartner", {
            "requestId": request_id(), "school": SCHOOL, "partner": {
                "kind": "KIND_FIRE", "name": "Engine 5", "phone": "+12035550911",
                "callList": [{"hazard": "HAZARD_FIRE", "place": 1}]}})
        incident = self.evacuate()
        opened = self.ask(ROLL + "OpenRollCalls", self.teacher, incidentId=incident)
        self.assertTrue(opened)
        dispatcher = self.stack.sign_in("dispatcher")

        def packet(person=None):
            return self.poll("watchbell.alerting.v1.PacketService/GetOperatingPacket", person or dispatcher, incidentId=incident)
        seen = await_true(lambda: (lambda one: one if one.get("inside") and one.get("contacts") and one.get("dispatches")
                                   and not one.get("visitorsUnknown") else None)(packet()), "every part is there")
        self.assertEqual((seen["incident"]["action"], seen["contacts"][0]["name"]), ("ACTION_EVACUATE", "Engine 5"))
        self.assertEqual(seen["rollCall"]["people"], sum(one["people"] for one in seen["inside"]))
        self.assertNotIn("contactsUnknown", seen)
        self.assertIn("permission_denied", self.refusal(lambda: self.read(
            "watchbell.alerting.v1.PacketService/GetOperatingPacket", self.teacher, incidentId=incident)))

    def test_a_call_for_help_is_told_to_those_who_answer_without_the_place(self):
        assist = self.ask("watchbell.alerting.v1.AssistService/AskForHelp", self.teacher, kind="KIND_MEDICAL", place="pottery kiln")

        def told():
            return [text for text in map(json.dumps, self.stack.messages()) if "medical help is needed" in text]
        await_true(told, "somebody is told")
        self.assertFalse([text for text in told() if "kiln" in text])
        self.ask("watchbell.alerting.v1.AssistService/ResolveAssist", self.teacher, assistId=assist["id"])

    def test_it_begins_from_an_evacuation_only_and_no_teacher_begins_it(self):
        hold = self.ask(ALARMS + "Raise", action="ACTION_HOLD", zone="hall", detail={"place": "hall", "reason": "medical"})
        start = {"incidentId": hold["id"], "site": "Harbor Middle School"}
        try:
            self.assertIn("REUNIFICATION_NOT_NOW", self.refusal(lambda: self.ask(REUNIFY + "StartReunification", **start)))
            self.assertIn("permission_denied",
                          self.refusal(lambda: self.ask(REUNIFY + "StartReunification", self.teacher, **start)))
            self.assertIn("permission_denied", self.refusal(
                lambda: self.read(ROLL + "GetAccountability", self.teacher, incidentId=hold["id"])))
        finally:
            self.end(hold["id"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
