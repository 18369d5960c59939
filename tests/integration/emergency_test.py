"""The front door in an emergency, through the gateway: who was inside, and nobody comes in until the release."""
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, SMALL, Refused, Stack, await_true, request_id, retry, trained  # noqa: E402

ALARMS = "watchbell.alerting.v1.AlarmService/"
EMERGENCY = "watchbell.visitor.v1.EmergencyService/"
VISITS = "watchbell.visitor.v1.VisitService/"
CROWD = 40  # more than one page of a snapshot


class Emergency(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        for name in ("clerk", "principal", "teacher", "dispatcher"):
            setattr(cls, name, cls.stack.sign_in(name))
        trained(cls.principal, cls.principal)

    def setUp(self):
        self.addCleanup(self.back_to_normal)

    def ask(self, method, person=None, **fields):
        return (person or self.clerk).call(method, {"school": SCHOOL, "requestId": request_id(), **fields})

    def arrive(self, family, given="Ann", request=None):
        return self.clerk.call(VISITS + "CheckIn", {
            "school": SCHOOL, "requestId": request or request_id(),
            "manual": {"givenName": given, "familyName": family, "dateOfBirth": "1981-02-03",
                       "documentKind": "KIND_PASSPORT", "numberLast4": "1234"}})

    def refused_arrival(self, family):
        try:
            self.arrive(family)
        except Refused as error:
            return json.dumps(error.args)
        return None

    def alarm(self, action, **detail):
        return self.ask(ALARMS + "Raise", self.principal, action=action, detail=detail)["id"]

    def door(self):
        return self.clerk.call(EMERGENCY + "GetDoor", {"school": SCHOOL})

    def await_door(self, closed):
        await_true(lambda: self.door().get("closed", False) == closed, f"door closed: {closed}")

    def end(self, incident):
        self.ask(ALARMS + "TakeCommand", self.principal, incidentId=incident)
        self.ask(ALARMS + "ConfirmPolice", self.principal, incidentId=incident, reference="26-1")
        self.ask(ALARMS + "Release", self.principal, incidentId=incident, withoutRollCall="The test is over.")

    def back_to_normal(self):
        listed = retry(lambda: self.principal.call(ALARMS + "ListOpenIncidents", {}))
        for incident in listed.get("incidents", []):
            self.end(incident["id"])
        self.await_door(False)

    def view(self, incident, person=None):
        def taken():
            try:
                return (person or self.principal).call(EMERGENCY + "GetEmergencyView",
                                                       {"school": SCHOOL, "incidentId": incident})
            except Refused as error:
                if error.args[0] in ("not_found", "unavailable"):
                    return None
                raise
        return await_true(taken, "the snapshot is taken")

    def people(self, view):
        return [person for zone in view.get("zones", []) for person in zone["people"]]

    def test_a_lockdown_closes_the_door_and_its_end_opens_it(self):
        request = request_id()
        before = self.arrive("Early", request=request)
        incident = self.alarm("ACTION_LOCKDOWN")
        self.await_door(True)
        refused = await_true(lambda: self.refused_arrival("Late"), "nobody comes in")
        self.assertIn("DOOR_CLOSED", refused)
        self.assertEqual(self.arrive("Early", request=request)["id"], before["id"], "a repeated request is answered")
        self.ask(VISITS + "CheckOut", visitId=before["id"])
        self.end(incident)
        self.await_door(False)
        self.assertEqual(await_true(lambda: not self.refused_arrival("Late"), "people come in again"), True)

    def test_the_snapshot_holds_everybody_who_was_inside_by_zone_and_stays_as_it_was(self):
        visits = [self.arrive(f"Crowd{chr(97 + i // 26)}{chr(97 + i % 26)}")["id"] for i in range(CROWD)]
        self.ask(VISITS + "MoveToZone", visitId=visits[0], zone="library")
        self.ask(VISITS + "CheckOut", visitId=visits[1])
        incident = self.alarm("ACTION_LOCKDOWN")
        view = self.view(incident)
        people = self.people(view)
        self.assertEqual(view["total"], len(people))
        self.assertEqual(len({person["visitId"] for person in people}), len(people))
        self.assertTrue(set(visits) - {visits[1]} <= {person["visitId"] for person in people})
        self.assertNotIn(visits[1], [person["visitId"] for person in people])
        zone = next(zone for zone in view["zones"] if zone.get("zone") == "library")
        self.assertEqual([person["visitId"] for person in zone["people"]], [visits[0]])
        self.ask(VISITS + "CheckOut", visitId=visits[2])
        self.assertEqual(self.view(incident), view)
        listed = self.principal.call(EMERGENCY + "ListSnapshots", {"school": SCHOOL})["snapshots"]
        self.assertEqual(listed[0]["alarm"]["incidentId"], incident)
        self.assertNotIn("Crowd", json.dumps(listed))

    def test_responders_read_it_while_the_incident_is_open_and_others_never(self):
        self.arrive("Visible")
        incident = self.alarm("ACTION_EVACUATE", destination="field")
        await_true(lambda: self.door().get("alarm", {}).get("incidentId") == incident, "it is heard of")
        self.assertIn("Visible", json.dumps(self.view(incident, self.dispatcher)))
        for person in (self.clerk, self.teacher):
            with self.assertRaises(Refused) as refused:
                self.view(incident, person)
            self.assertEqual(refused.exception.args[0], "permission_denied")
        self.end(incident)
        self.await_door(False)
        with self.assertRaises(Refused) as refused:
            self.view(incident, self.dispatcher)
        self.assertEqual(refused.exception.args[0], "permission_denied")
        self.assertIn("Visible", json.dumps(self.view(incident)))

    def test_a_hold_leaves_the_door_open_and_a_secure_closes_it(self):
        self.alarm("ACTION_HOLD", place="corridor")
        await_true(lambda: self.door().get("alarm", {}).get("action") == "ACTION_HOLD", "it is heard of")
        self.assertFalse(self.door().get("closed", False))
        self.alarm("ACTION_SECURE", reason="police_activity")
        self.await_door(True)

    def test_a_drill_is_practised_with_a_snapshot(self):
        drill = self.ask(ALARMS + "StartDrill", self.principal, action="ACTION_LOCKDOWN")["id"]
        self.assertTrue(self.view(drill)["alarm"]["drill"])
        self.await_door(True)

    def test_a_restart_forgets_nothing(self):
        self.arrive("Steady")
        incident = self.alarm("ACTION_LOCKDOWN")
        before = self.view(incident)
        self.stack.restart("visitor")
        self.assertEqual(retry(lambda: self.view(incident)), before)
        self.assertIn("DOOR_CLOSED", await_true(lambda: self.refused_arrival("Late"), "still closed"))

    def test_the_view_needs_nothing_of_redis(self):
        self.arrive("Offline")
        incident = self.alarm("ACTION_LOCKDOWN")
        self.view(incident)
        subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), "FLUSHALL"], check=True, capture_output=True)
        principal = self.stack.sign_in("principal")
        self.__class__.principal, self.__class__.clerk = principal, self.stack.sign_in("clerk")
        self.__class__.teacher, self.__class__.dispatcher = self.stack.sign_in("teacher"), self.stack.sign_in("dispatcher")
        self.assertIn("Offline", json.dumps(self.view(incident)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
