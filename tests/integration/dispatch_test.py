"""Calls to the police through the gateway: sent, signed, confirmed, withdrawn, never from a drill; and two replicas at once."""
import json
import pathlib
import random
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, Refused, Stack, await_true, request_id, retry, signature, trained  # noqa: E402

ALARMS = "watchbell.alerting.v1.AlarmService/"
ASSISTS = "watchbell.alerting.v1.AssistService/"
BOARD = "watchbell.alerting.v1.BoardService/"
CASES = "watchbell.threat_intake.v1.CaseService/"
DISPATCHES = "watchbell.alerting.v1.DispatchService/"
DRILLS = "watchbell.alerting.v1.DrillService/"
OTHER_SCHOOL = "roosevelt-ms"


class DispatchTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        # The line takes what it is sent, and has this long to confirm it.
        cls.stack.police = {"retry_seconds": [1, 1], "confirm_seconds": 2}
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        for name in ("teacher", "clerk", "principal", "coordinator", "dispatcher", "security"):
            setattr(cls, name, cls.stack.sign_in(name))
        cls.secret = (cls.stack.dir / "keys" / "dispatch-secret").read_text().strip()
        trained(cls.principal, cls.principal)

    def setUp(self):
        self.calls_before = len(self.stack.police_calls())
        # What is still sent about those of an earlier test is none of this one's.
        self.earlier = {dispatch["id"] for dispatch in self.listed()}
        self.addCleanup(self.back_to_normal)

    def ask(self, method, person, school=SCHOOL, **fields):
        return person.call(method, {"requestId": request_id(), "school": school, **fields})

    def reason(self, method, person, **fields):
        with self.assertRaises(Refused) as refused:
            self.ask(method, person, **fields)
        return refused.exception.args[2]

    def back_to_normal(self):
        for row in self.coordinator.call(BOARD + "GetBoard", {}).get("rows", []):
            incident = row.get("incident")
            if incident:
                for method, more in (("TakeCommand", {}), ("Cancel", {"reason": "The test is over."})):
                    try:
                        self.ask(ALARMS + "ConfirmPolice", self.coordinator, row["school"], incidentId=incident["id"], reference="26-0")
                        self.ask(ALARMS + method, self.coordinator, row["school"], incidentId=incident["id"], **more)
                    except Refused as error:
                        if error.args[2] != "INCIDENT_CLOSED":
                            raise

    def police_calls(self, dispatch_id=None):
        calls = [json.loads(call["body"]) for call in self.stack.police_calls()[self.calls_before:]]
        return [call for call in calls if call["data"]["dispatch_id"] not in self.earlier
                and dispatch_id in (None, call["data"]["dispatch_id"])]

    def listed(self):
        return self.principal.call(DISPATCHES + "ListDispatches", {"school": SCHOOL, "pageSize": 500}).get("dispatches", [])

    def dispatches(self, about):
        return [dispatch for dispatch in self.listed() if dispatch.get("aboutId") == about]

    def dispatch_of(self, incident, state=None):
        return await_true(lambda: next((dispatch for dispatch in self.dispatches(incident["id"])
                                        if state in (None, dispatch["state"])), None), f"the police are called: {state}")

    def answer(self, dispatch, word, reference="26-11873", secret=None, timestamp=None):
        message, now = request_id(), timestamp or int(time.time())
        body = f"{dispatch['id']} {word} {reference}"
        return self.stack.anonymous().call(DISPATCHES + "AnswerDispatch", {
            "school": SCHOOL, "dispatchId": dispatch["id"], "id": message, "timestamp": str(now), "body": body,
            "signature": signature(secret or self.secret, message, now, body)})

    def test_a_lockdown_calls_911_and_the_centre_confirms_and_ends_it(self):
        incident = self.ask(ALARMS + "Raise", self.teacher, action="ACTION_LOCKDOWN", detail={"place": "gym"})
        dispatch = self.dispatch_of(incident)
        call = await_true(lambda: self.police_calls(dispatch["id"]), "the line hears of it")[0]
        self.assertEqual((call["type"], call["data"]["place"], call["data"]["address"]),
                         ("dispatch.requested", "gym", "12 Elm Street"))
        sent = next(call for call in self.stack.police_calls() if call["headers"]["webhook-id"] == dispatch["id"])
        self.assertEqual(sent["to"], "/911")
        self.assertEqual(sent["headers"]["webhook-signature"], signature(
            self.secret, dispatch["id"], sent["headers"]["webhook-timestamp"], sent["body"]))
        for wrong in ({"secret": "whsec_" + "A" * 32}, {"timestamp": int(time.time()) - 400}):
            with self.assertRaises(Refused) as refused:
                self.answer(dispatch, "received", **wrong)
            self.assertEqual(refused.exception.args[2], "SIGNATURE_INVALID")
        self.assertEqual(self.answer(dispatch, "received")["state"], "STATE_CONFIRMED")
        self.assertEqual(self.dispatch_of(incident)["confirmation"]["reference"], "26-11873")
        self.ask(ALARMS + "TakeCommand", self.principal, incidentId=incident["id"])
        self.assertEqual(self.reason(ALARMS + "Release", self.principal, incidentId=incident["id"]),
                         "POLICE_CONFIRMATION_MISSING")
        self.answer(dispatch, "danger_over")
        await_true(lambda: self.principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": incident["id"]}).get("police"),
                   "the police's word is on the incident")
        self.assertEqual(self.ask(ALARMS + "Release", self.principal, incidentId=incident["id"])["state"], "STATE_RELEASED")

    def test_what_nobody_confirms_is_sent_again_and_then_a_person_must_telephone(self):
        asked = self.ask(DISPATCHES + "RequestDispatch", self.clerk, text="a man with a knife at the door", place="main office")
        self.assertEqual(asked["line"], "LINE_EMERGENCY_911")
        get = lambda: self.principal.call(DISPATCHES + "GetDispatch", {"school": SCHOOL, "dispatchId": asked["id"]})  # noqa: E731
        unconfirmed = await_true(lambda: (lambda found: found["state"] == "STATE_UNCONFIRMED" and found)(get()), "every attempt is spent")
        self.assertEqual([attempt["outcome"] for attempt in unconfirmed["attempts"]], ["OUTCOME_ACCEPTED"] * 3)
        self.assertEqual(len(self.police_calls(asked["id"])), 3)
        await_true(lambda: any(row["school"] == SCHOOL and (asked["id"], "STATE_UNCONFIRMED") in [
            (dispatch["id"], dispatch["state"]) for dispatch in row.get("dispatches", [])]
            for row in self.coordinator.call(BOARD + "GetBoard", {}).get("rows", [])), "the board shows it")
        self.assertEqual(self.reason(DISPATCHES + "ConfirmDispatch", self.clerk, dispatchId=asked["id"]), "REFERENCE_MISSING")
        with self.assertRaises(Refused) as refused:
            self.ask(DISPATCHES + "ConfirmDispatch", self.teacher, dispatchId=asked["id"], reference="26-5")
        self.assertEqual(refused.exception.args[0], "permission_denied")
        confirmed = self.ask(DISPATCHES + "ConfirmDispatch", self.clerk, dispatchId=asked["id"], reference="26-5")
        self.assertEqual((confirmed["state"], bool(confirmed["confirmation"]["recordedBy"])), ("STATE_CONFIRMED", True))
        await_true(lambda: not any(row.get("dispatches") for row in self.coordinator.call(BOARD + "GetBoard", {}).get("rows", [])),
                   "and the board no longer")

    def test_what_is_past_and_without_danger_goes_to_the_other_line(self):
        asked = self.ask(DISPATCHES + "RequestDispatch", self.clerk, text="a window was broken at night", timing="TIMING_PAST",
                         danger="DANGER_NONE")
        self.assertEqual(asked["line"], "LINE_POLICE_NON_EMERGENCY")
        await_true(lambda: self.police_calls(asked["id"]), "the line hears of it")
        self.assertIn("/police", [call["to"] for call in self.stack.police_calls()[self.calls_before:]])
        self.ask(DISPATCHES + "ConfirmDispatch", self.dispatcher, dispatchId=asked["id"], reference="26-6")

    def test_a_danger_that_a_threat_case_declares_calls_911_once_without_what_was_said(self):
        case = self.ask(CASES + "DeclareImminentDanger", self.security, kind="DANGER_KIND_WEAPON", atSchool=True,
                        place="north stairs", account="He showed a knife.")
        call = await_true(lambda: next((call for call in self.police_calls() if "a weapon, at the school" in call["data"].get("text", "")),
                                       None), "the line hears of it")
        self.assertNotIn("knife", json.dumps(call))
        listed = await_true(lambda: self.dispatches(case["id"]), "it is listed")
        self.assertEqual([(dispatch["line"], dispatch["cause"]) for dispatch in listed], [("LINE_EMERGENCY_911", "CAUSE_CASE")])
        await_true(lambda: any(dispatch["id"] == listed[0]["id"] for row in self.coordinator.call(BOARD + "GetBoard", {}).get("rows", [])
                               if row["school"] == SCHOOL for dispatch in row.get("dispatches", [])), "the board shows it")
        self.ask(CASES + "DeclareImminentDanger", self.security, caseId=case["id"], kind="DANGER_KIND_WEAPON", account="Still there.")
        self.ask(DISPATCHES + "ConfirmDispatch", self.clerk, dispatchId=listed[0]["id"], reference="26-7")
        self.assertEqual(len(self.dispatches(case["id"])), 1)

    def test_a_drill_calls_nobody_and_the_real_alarm_that_ends_it_does_and_aborts_the_drill_at_once(self):
        drill = self.ask(ALARMS + "StartDrill", self.principal, action="ACTION_LOCKDOWN")
        self.assertEqual(self.reason(DISPATCHES + "RequestDispatch", self.principal, text="a real fight"), "DRILL_RUNNING")
        real = self.ask(ALARMS + "Raise", self.teacher, action="ACTION_LOCKDOWN")
        self.dispatch_of(real)
        self.assertEqual(self.dispatches(drill["id"]), [])
        aborted = await_true(lambda: (lambda found: found["state"] == "STATE_ABORTED" and found)(
            self.principal.call(DRILLS + "GetDrill", {"school": SCHOOL, "drillId": drill["drillId"]})), "the drill is aborted")
        self.assertEqual(aborted["reason"], "REAL_EVENT")
        await_true(lambda: self.police_calls(), "the line hears of the real one")
        self.assertEqual({call["data"]["dispatch_id"] for call in self.police_calls()}, {self.dispatch_of(real)["id"]})

    def test_an_unplanned_drill_passes_the_same_gate_as_a_planned_one_and_ends_with_its_release(self):
        self.assertEqual(self.reason(ALARMS + "StartDrill", self.coordinator, action="ACTION_LOCKDOWN"), "TRAINING_MISSING")
        drill = self.ask(ALARMS + "StartDrill", self.principal, action="ACTION_EVACUATE", detail={"hazard": "fire"})
        self.ask(ALARMS + "Release", self.principal, incidentId=drill["id"])
        await_true(lambda: self.principal.call(DRILLS + "GetDrill", {"school": SCHOOL, "drillId": drill["drillId"]})["state"]
                   == "STATE_COMPLETED", "the drill is held")
        self.assertEqual(self.police_calls(), [])

    def test_an_alarm_that_was_taken_back_is_withdrawn_and_the_call_for_help_is_open_again(self):
        assist = self.ask(ASSISTS + "AskForHelp", self.teacher, kind="KIND_MEDICAL", place="gym")
        alarm = self.ask(ASSISTS + "EscalateAssist", self.teacher, assistId=assist["id"], action="ACTION_LOCKDOWN")
        dispatch = self.dispatch_of(alarm)
        self.ask(ALARMS + "Undo", self.teacher, incidentId=alarm["id"])
        self.dispatch_of(alarm, "STATE_WITHDRAWN")
        await_true(lambda: [call for call in self.police_calls(dispatch["id"]) if call["type"] == "dispatch.withdrawn"],
                   "the line hears that it was a false alarm")
        open_again = await_true(lambda: self.principal.call(ASSISTS + "ListAssists", {"school": SCHOOL}).get("assists"),
                                "the call is open again")
        self.assertEqual(open_again[0]["id"], assist["id"])
        self.ask(ASSISTS + "ResolveAssist", self.teacher, assistId=assist["id"])

    def test_a_lockdown_of_an_open_incident_is_taken_back_to_what_it_was(self):
        secure = self.ask(ALARMS + "Raise", self.principal, action="ACTION_SECURE", detail={"reason": "animal"})
        up = self.ask(ALARMS + "Raise", self.teacher, action="ACTION_LOCKDOWN")
        self.assertEqual((up["id"], up["action"]), (secure["id"], "ACTION_LOCKDOWN"))
        self.assertEqual(self.reason(ALARMS + "Undo", self.clerk, incidentId=secure["id"]), "UNDO_NOT_YOURS")
        undone = self.ask(ALARMS + "Undo", self.teacher, incidentId=secure["id"])
        self.assertEqual((undone["state"], undone["action"]), ("STATE_OPEN", "ACTION_SECURE"))
        first = self.dispatch_of(secure, "STATE_WITHDRAWN")
        self.ask(ALARMS + "Raise", self.teacher, action="ACTION_LOCKDOWN")
        await_true(lambda: {dispatch["id"] for dispatch in self.dispatches(secure["id"])} - {first["id"]},
                   "a lockdown that comes again calls again")


class Replicas(unittest.TestCase):
    """Two alerting processes on one record: what people do at either of them is one history."""

    def setUp(self):
        self.stack = Stack()
        self.stack.__enter__()
        self.addCleanup(self.stack.__exit__)
        self.other = self.stack.add_replica()

    def test_whatever_several_people_do_at_two_replicas_every_history_keeps_the_rules(self):
        gateways = [[self.stack.sign_in(name), self.stack.sign_in(name, self.other)]
                    for name in ("teacher", "principal", "security", "coordinator")]
        seen, seen_lock = set(), threading.Lock()

        def act(sides, seed):
            dice = random.Random(seed)
            for _ in range(40):
                side, school = dice.choice(sides), dice.choice((SCHOOL, OTHER_SCHOOL))
                with seen_lock:
                    known = [one for one in seen if one[0] == school]
                try:
                    choice = dice.random()
                    ask = {"requestId": request_id(), "school": school}
                    if choice < 0.4 or not known:
                        action = dice.choice(("ACTION_LOCKDOWN", "ACTION_HOLD", "ACTION_SECURE", "ACTION_EVACUATE"))
                        raised = side.call(ALARMS + "Raise", {**ask, "action": action, "zone": dice.choice(("site", "gym", "library")),
                                                             "detail": {"place": "hall", "reason": "animal", "hazard": "fire"}
                                                             if action != "ACTION_HOLD" else {"place": "hall"}})
                        with seen_lock:
                            seen.add((school, raised["id"]))
                        continue
                    ask["incidentId"] = dice.choice(known)[1]
                    method, more = dice.choice((("TakeCommand", {}), ("ConfirmPolice", {"reference": f"26-{seed}"}),
                                                ("Release", {"withoutRollCall": "a test"}), ("Undo", {}),
                                                ("DecideFire", {"zones": ["gym"]}), ("Cancel", {"reason": "a test"})))
                    side.call(ALARMS + method, {**ask, **more})
                except Refused as error:
                    # Refused by a rule, or too busy: never broken.
                    self.assertIn(error.args[0], ("failed_precondition", "permission_denied", "invalid_argument", "aborted",
                                                  "resource_exhausted"), error.args)

        failures = []

        def run(sides, seed):
            try:
                act(sides, seed)
            except BaseException as error:  # the thread's end is the test's
                failures.append(error)
        threads = [threading.Thread(target=run, args=(sides, seed)) for seed, sides in enumerate(gateways)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertGreater(len(seen), 1)
        open_at = {}
        for school, incident in seen:
            reader = random.choice(gateways[-1])
            history = retry(lambda: reader.call(BOARD + "GetIncidentHistory", {"school": school, "incidentId": incident}))["events"]
            self.keeps_the_rules(history)
            if history[-1]["incident"]["state"] == "STATE_OPEN":
                self.assertNotIn(school, open_at, "one open incident a school")
                open_at[school] = incident

    def keeps_the_rules(self, history):
        before = None
        for number, event in enumerate(history, 1):
            after = event["incident"]
            self.assertEqual(int(after["sequence"]), number, "no event is lost or told twice")
            self.assertFalse(after.get("drill", False))
            if before:
                self.assertEqual(before["state"], "STATE_OPEN", "nothing follows the end")
            if "released" in event and before["action"] == "ACTION_LOCKDOWN":
                self.assertIn("police", before)
                self.assertEqual(event["meta"]["actorId"], before["commanderId"])
            if event.get("cancelled", {}).get("undone"):
                self.assertEqual(event["meta"]["actorId"], before["raisedBy"])
            before = after


if __name__ == "__main__":
    unittest.main()
