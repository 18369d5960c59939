"""The alarm through the gateway: zones, command, undo, fire during a lockdown, calls for help, buttons, cameras, the board."""
import json
import pathlib
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, Refused, Stack, await_true, request_id, signature  # noqa: E402

ALARMS = "watchbell.alerting.v1.AlarmService/"
ASSISTS = "watchbell.alerting.v1.AssistService/"
BOARD = "watchbell.alerting.v1.BoardService/"
CAMERAS = "watchbell.alerting.v1.CameraService/"
DEVICES = "watchbell.alerting.v1.DeviceService/"
SAFETY = "watchbell.alerting.v1.SafetyService/"
OTHER_SCHOOL = "washington-ms"


class Srp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        for name in ("teacher", "clerk", "principal", "security", "coordinator", "superintendent", "dispatcher"):
            setattr(cls, name, cls.stack.sign_in(name))

    def setUp(self):
        self.addCleanup(self.back_to_normal)

    def ask(self, method, person, **fields):
        return person.call(method, {"requestId": request_id(), "school": SCHOOL, **fields})

    def reason(self, method, person, **fields):
        """The reason of the refusal."""
        with self.assertRaises(Refused) as refused:
            self.ask(method, person, **fields)
        return refused.exception.args[2]

    def raised(self, person, action="ACTION_LOCKDOWN", **fields):
        return self.ask(ALARMS + "Raise", person, action=action, **fields)

    def command(self, method, incident, person=None, **fields):
        return self.ask(ALARMS + method, person or self.principal, incidentId=incident["id"], **fields)

    def open_incidents(self):
        return [row["incident"] for row in self.coordinator.call(BOARD + "GetBoard", {}).get("rows", []) if "incident" in row]

    def back_to_normal(self):
        for incident in self.open_incidents():
            incident["school"] == SCHOOL and self.end(incident)

    def end(self, incident):
        self.command("TakeCommand", incident)
        self.command("ConfirmPolice", incident, reference="26-1")
        return self.command("Release", incident, withoutRollCall="The test is over.")

    def test_a_press_is_taken_back_within_five_seconds_by_who_pressed_alone(self):
        incident = self.raised(self.teacher)
        with self.assertRaises(Refused) as refused:
            self.command("Undo", incident, self.clerk)
        self.assertEqual(refused.exception.args[2], "UNDO_NOT_YOURS")
        undone = self.command("Undo", incident, self.teacher)
        self.assertEqual((undone["state"], undone["undone"]), ("STATE_CANCELLED", True))
        again = self.raised(self.teacher)
        self.raised(self.clerk)
        with self.assertRaises(Refused) as refused:
            self.command("Undo", again, self.teacher)
        self.assertEqual(refused.exception.args[2], "OTHERS_JOINED")

    def test_a_fire_alarm_in_a_lockdown_moves_nobody_before_the_commander_decides(self):
        incident = self.raised(self.teacher)
        asked = self.raised(self.clerk, "ACTION_EVACUATE", zone="gym", detail={"hazard": "fire"})
        self.assertEqual((asked["id"], asked["action"]), (incident["id"], "ACTION_LOCKDOWN"))
        self.assertIn("pending", asked)
        self.assertEqual(self.reason(ALARMS + "DecideFire", self.principal, incidentId=incident["id"], zones=["gym"]),
                         "COMMANDER_DECIDES")
        self.command("TakeCommand", incident)
        decided = self.command("DecideFire", incident, zones=["gym"], destination="field")
        self.assertNotIn("pending", decided)
        self.assertEqual({zone["name"]: zone["action"] for zone in decided["zones"]},
                         {"site": "ACTION_LOCKDOWN", "gym": "ACTION_EVACUATE"})

    def test_an_evacuation_ends_with_the_roll_call_or_with_the_commanders_reason(self):
        incident = self.raised(self.teacher, "ACTION_EVACUATE", detail={"hazard": "fire"})
        self.command("TakeCommand", incident)
        with self.assertRaises(Refused) as refused:
            self.command("Release", incident)
        self.assertEqual(refused.exception.args[2:], ("ROLL_CALL_OPEN", "without_roll_call"))
        released = self.command("Release", incident, withoutRollCall="Everybody went home by bus.")
        self.assertEqual((released["state"], released["rollCallWaived"]), ("STATE_RELEASED", "Everybody went home by bus."))

    def test_an_unknown_zone_is_told_the_known_ones_and_never_stops_a_lockdown(self):
        with self.assertRaises(Refused) as refused:
            self.raised(self.teacher, "ACTION_HOLD", zone="gmy", detail={"place": "gym"})
        self.assertEqual(refused.exception.args[2], "ZONE_UNKNOWN")
        self.assertIn("library", refused.exception.args[1])
        locked = self.raised(self.teacher, zone="gmy")
        self.assertEqual([(zone["name"], zone["action"]) for zone in self.command("TakeCommand", locked)["zones"]],
                         [("site", "ACTION_LOCKDOWN")])
        self.assertEqual(locked["place"] if "place" in locked else
                         self.principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": locked["id"]})["place"], "gmy")

    def test_the_view_of_an_incident_says_who_is_safe_who_was_not_reached_and_that_the_police_were_called(self):
        incident = self.raised(self.teacher)
        self.ask(SAFETY + "ReportSafety", self.teacher, incidentId=incident["id"], word="WORD_SAFE")
        self.ask(SAFETY + "ReportSafety", self.clerk, incidentId=incident["id"], word="WORD_NEED_HELP", place="room 12")

        def view():
            return self.principal.call(BOARD + "GetIncidentView", {"school": SCHOOL, "incidentId": incident["id"]})
        told = await_true(lambda: (lambda seen: seen if seen.get("reach", {}).get("complete") and seen.get("dispatches") else None)(view()),
                          "everybody was tried and 911 called")
        self.assertEqual((told["safety"]["safe"], told["safety"]["needHelp"]), (1, 1))
        self.assertEqual(told["safety"]["answers"][0]["place"], "room 12")
        self.assertEqual(told["reach"].get("reached", 0) + len(told["reach"].get("unreachedIds", [])), told["reach"].get("recipients", 0))
        self.assertEqual(told["dispatches"][0]["line"], "LINE_EMERGENCY_911")
        with self.assertRaises(Refused) as refused:
            self.teacher.call(BOARD + "GetIncidentView", {"school": SCHOOL, "incidentId": incident["id"]})
        self.assertEqual(refused.exception.args[0], "permission_denied")

    def test_a_stale_command_is_refused_and_lockout_is_understood(self):
        secure = self.raised(self.principal, "ACTION_LOCKOUT", detail={"reason": "animal"})
        self.assertEqual(secure["action"], "ACTION_SECURE")
        self.command("SetAction", secure, self.teacher, action="ACTION_LOCKDOWN")
        self.assertEqual(self.reason(ALARMS + "SetAction", self.principal, incidentId=secure["id"],
                                     action="ACTION_LOCKDOWN", detail={"place": "yard"}, seenSequence=secure["sequence"]),
                         "STALE_SEQUENCE")
        self.assertEqual(self.reason(ALARMS + "Release", self.principal, incidentId=secure["id"]), "COMMANDER_DECIDES")

    def test_the_board_shows_it_and_the_history_tells_it_event_by_event(self):
        seen, mine = [], []

        def watch():
            for row in self.stack.sign_in("coordinator").stream(BOARD + "WatchBoard", {}):
                if "incident" not in row:
                    continue  # a call to the police outlasts its incident for a moment
                seen.append(row)
                # Word of an earlier test's incident may come late.
                if row["incident"]["state"] == "STATE_RELEASED" and row["incident"]["id"] in mine:
                    return

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        incident = self.raised(self.teacher)
        mine.append(incident["id"])
        row = next(row for row in self.coordinator.call(BOARD + "GetBoard", {})["rows"] if row["school"] == SCHOOL)
        self.assertEqual(row["incident"]["id"], incident["id"])
        self.assertIn("updateDue", row)
        await_true(lambda: any(row["incident"]["id"] == incident["id"] for row in seen), "the watcher sees the alarm")
        self.end(incident)
        watcher.join(30)
        self.assertEqual(seen[-1]["incident"]["state"], "STATE_RELEASED")
        events = self.principal.call(BOARD + "GetIncidentHistory", {"school": SCHOOL, "incidentId": incident["id"]})["events"]
        facts = [next(key for key in event if key not in ("incident", "meta", "sealed")) for event in events]
        self.assertEqual(facts, ["raised", "commandTaken", "policeConfirmed", "released"])
        self.assertTrue(all(event["meta"]["at"] for event in events))

    def test_a_call_for_help_locks_nothing_and_never_stands_in_the_way_of_an_alarm(self):
        assist = self.ask(ASSISTS + "AskForHelp", self.teacher, kind="KIND_MEDICAL", place="gym")
        self.assertEqual(self.open_incidents(), [])
        self.ask(ASSISTS + "AnswerAssist", self.clerk, assistId=assist["id"])
        self.raised(self.principal, "ACTION_SECURE", detail={"reason": "animal"})
        alarm = self.ask(ASSISTS + "EscalateAssist", self.teacher, assistId=assist["id"], action="ACTION_LOCKDOWN")
        self.assertEqual(alarm["action"], "ACTION_LOCKDOWN")
        await_true(lambda: not self.principal.call(ASSISTS + "ListAssists", {"school": SCHOOL}).get("assists"),
                   "the call is over")

    def test_who_needs_help_is_first(self):
        incident = self.raised(self.teacher)
        self.ask(SAFETY + "ReportSafety", self.teacher, incidentId=incident["id"], word="WORD_SAFE")
        self.ask(SAFETY + "ReportSafety", self.clerk, incidentId=incident["id"], word="WORD_NEED_HELP", place="room 12")
        listed = self.principal.call(SAFETY + "ListSafety", {"school": SCHOOL, "incidentId": incident["id"]})
        self.assertEqual((listed["safe"], listed["needHelp"]), (1, 1))
        self.assertEqual(listed["answers"][0]["place"], "room 12")
        self.end(incident)
        self.assertEqual(self.reason(SAFETY + "ReportSafety", self.teacher, incidentId=incident["id"], word="WORD_SAFE"),
                         "INCIDENT_CLOSED")

    def press(self, device, secret, body, message_id=None, timestamp=None, signed_body=None):
        message_id, timestamp = message_id or request_id(), timestamp or int(time.time())
        return self.stack.anonymous().call(DEVICES + "Press", {
            "school": SCHOOL, "deviceId": device["id"], "id": message_id, "timestamp": str(timestamp), "body": body,
            "signature": signature(secret, message_id, timestamp, signed_body or body)})

    def test_a_button_presses_once_however_often_it_is_heard(self):
        registered = self.ask(DEVICES + "RegisterDevice", self.principal, place="office")
        device, secret = registered["device"], registered["secret"]
        self.assertNotIn("key", device)
        for wrong in ({"signed_body": "assist"}, {"timestamp": int(time.time()) - 400}):
            with self.assertRaises(Refused) as refused:
                self.press(device, secret, "lockdown", **wrong)
            self.assertEqual(refused.exception.args[2], "SIGNATURE_INVALID")
        self.assertEqual(self.press(device, secret, "self_test"), {})
        listed = await_true(lambda: self.principal.call(DEVICES + "ListDevices", {"school": SCHOOL}).get("devices"), "listed")
        self.assertNotIn("key", listed[0])
        self.assertEqual(self.open_incidents(), [])
        message = request_id()
        led_to = self.press(device, secret, "lockdown", message)["ledTo"]
        incident = next(incident for incident in self.open_incidents() if incident["id"] == led_to)
        self.end(incident)
        self.assertEqual(self.press(device, secret, "lockdown", message)["ledTo"], led_to)
        self.assertEqual(self.open_incidents(), [])
        self.ask(DEVICES + "RetireDevice", self.principal, deviceId=device["id"])
        with self.assertRaises(Refused):
            self.press(device, secret, "lockdown")

    def test_many_schools_are_locked_only_when_each_is_confirmed(self):
        schools = [{"school": SCHOOL, "confirmation": SCHOOL}, {"school": OTHER_SCHOOL}]
        ask = {"requestId": request_id(), "action": "ACTION_LOCKDOWN", "schools": schools}
        with self.assertRaises(Refused) as refused:
            self.coordinator.call(ALARMS + "RaiseMany", ask)
        self.assertEqual(refused.exception.args[2], "CONFIRMATION_MISSING")
        self.assertEqual(self.open_incidents(), [])
        with self.assertRaises(Refused) as refused:
            self.principal.call(ALARMS + "RaiseMany", ask)
        self.assertEqual(refused.exception.args[0], "permission_denied")
        schools[1]["confirmation"] = OTHER_SCHOOL
        answer = self.coordinator.call(ALARMS + "RaiseMany", ask)["schools"]
        self.assertEqual([row["incident"]["action"] for row in answer], ["ACTION_LOCKDOWN"] * 2)
        for row in answer:
            for method, more in (("TakeCommand", {}), ("ConfirmPolice", {"reference": "26-1"}), ("Release", {})):
                self.command(method, row["incident"], self.coordinator, school=row["school"], **more)

    def test_the_superintendent_orders_what_an_administrator_may_and_a_lockdown_ends_by_its_commander_alone(self):
        for action, detail in (("SECURE", {"reason": "police_activity"}), ("EVACUATE", {"destination": "field"}),
                               ("SHELTER", {"hazard": "tornado", "strategy": "shelter_area"})):
            refusal = self.reason(ALARMS + "Raise", self.teacher, action="ACTION_" + action, detail=detail)
            self.assertEqual(refusal, "ADMIN_NEEDED", action)
            incident = self.raised(self.superintendent, "ACTION_" + action, detail=detail)
            self.assertEqual(incident["action"], "ACTION_" + action)
            self.end(incident)
        schools = [{"school": school, "confirmation": school} for school in (SCHOOL, OTHER_SCHOOL)]
        secured = self.superintendent.call(ALARMS + "RaiseMany", {
            "requestId": request_id(), "action": "ACTION_SECURE", "detail": {"reason": "police_activity"}, "schools": schools})
        for row in secured["schools"]:
            ended = self.command("Release", row["incident"], self.superintendent, school=row["school"])
            self.assertEqual(ended["state"], "STATE_RELEASED")
        lockdown = self.raised(self.superintendent)
        with self.assertRaises(Refused) as refused:
            self.command("Release", lockdown, self.superintendent)
        self.assertEqual(refused.exception.args[2], "COMMANDER_DECIDES")

    def test_police_look_through_cameras_by_a_grant_of_an_incident_alone(self):
        camera = self.ask(CAMERAS + "RegisterCamera", self.security, zone="gym", name="North door",
                          link="https://video.example/1")
        police = self.dispatcher.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
        incident = self.raised(self.teacher)
        grant = self.ask(CAMERAS + "GrantCameraView", self.principal, incidentId=incident["id"], to=police, minutes=30)
        look = {"grantId": grant["id"], "zone": "gym"}
        await_true(lambda: self.ask(CAMERAS + "ViewCameras", self.dispatcher, **look).get("cameras"), "the camera is listed")
        self.assertEqual(self.ask(CAMERAS + "ViewCameras", self.dispatcher, **look)["cameras"][0]["link"], camera["link"])
        self.end(incident)
        self.assertEqual(self.reason(CAMERAS + "ViewCameras", self.dispatcher, **look), "NO_OPEN_INCIDENT")
        self.assertEqual(self.reason(CAMERAS + "GrantCameraView", self.principal, incidentId=incident["id"], to=police,
                                     minutes=30), "NO_OPEN_INCIDENT")
        self.assertNotIn("video.example", json.dumps(self.ask(CAMERAS + "EndCameraView", self.principal, grantId=grant["id"])))


if __name__ == "__main__":
    unittest.main()
