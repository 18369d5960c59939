"""The stores away during an alarm: it still goes out, and it is on the record once when they are back."""
import collections
import json
import pathlib
import signal
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, SMALL, Refused, Stack, await_true, request_id, retry, signature  # noqa: E402

ALARMS, NOTICES = "watchbell.alerting.v1.AlarmService/", "watchbell.notification.v1.NoticeService/"
DEVICES, DISPATCHES = "watchbell.alerting.v1.DeviceService/", "watchbell.alerting.v1.DispatchService/"
VISITS = "watchbell.visitor.v1.VisitService/"


class StoresAway(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        self.stack.__enter__()
        self.addCleanup(self.stack.__exit__)
        self.stack.load_district(*SMALL)
        self.teacher = self.stack.sign_in("teacher")
        self.principal = self.stack.sign_in("principal")
        self.press = {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN"}

    def told(self):
        """How often each recipient was told of a lockdown on each channel."""
        counts = collections.Counter()
        for message in self.stack.messages():
            if "LOCKDOWN" in json.dumps(message):
                to = message["to"] if message["channel"] == "email" else json.loads(message["body"])["data"]["to"]
                counts[(message["channel"], str(to))] += 1
        return counts

    def complete(self, incident):
        """The one notice of the incident, once everything is recorded."""
        def ask():
            try:
                notices = self.principal.call(NOTICES + "ListNotices",
                                              {"school": SCHOOL, "aboutId": incident["id"]}).get("notices", [])
                if not notices:
                    return None
                self.assertEqual([one["wording"] for one in notices], ["lockdown"])
                answer = self.principal.call(NOTICES + "ListUnreached", {"school": SCHOOL, "noticeId": notices[0]["id"]})
            except Refused:
                return None
            return answer if answer.get("complete") else None
        return await_true(ask, "the notice and every delivery are recorded", 60)

    def everybody_told(self, recipients):
        """On both channels, visitors aside."""
        return await_true(lambda: (lambda told: told if len(told) >= 2 * recipients else None)(self.told()),
                          "everybody is told")

    def test_an_alarm_goes_out_while_redis_is_away_and_lists_say_so(self):
        self.stack.kill("redis")
        visit = self.stack.sign_in("clerk").call(VISITS + "CheckIn", {
            "requestId": request_id(), "school": SCHOOL,
            "manual": {"givenName": "No", "familyName": "Redisson", "dateOfBirth": "1981-02-03", "documentKind": "KIND_OTHER"}})
        self.assertEqual(visit["state"], "STATE_ON_SITE")
        incident = self.teacher.call(ALARMS + "Raise", self.press)
        self.assertEqual(incident["state"], "STATE_OPEN")
        await_true(self.told, "somebody is told")
        with self.assertRaises(Refused) as refused:
            self.principal.call(VISITS + "ListOnSite", {"school": SCHOOL})
        self.assertEqual(refused.exception.args[0], "unavailable")
        self.stack.start("redis")
        answer = self.complete(incident)
        self.assertEqual(answer["reached"] + len(answer.get("unreached", [])), answer["recipients"])
        inside = await_true(lambda: self.list_inside(), "the list is whole again")
        self.assertIn(visit["id"], inside)
        self.assertEqual(max(self.told().values()), 1)

    def list_inside(self):
        try:
            answer = self.principal.call(VISITS + "ListOnSite", {"school": SCHOOL, "pageSize": 500})
        except Refused:
            return None
        return [visit["id"] for visit in answer.get("visits", [])]

    def outlive(self, away, back):
        staff = self.complete_baseline()
        away()
        incident = self.teacher.call(ALARMS + "Raise", self.press)
        self.assertEqual(incident["state"], "STATE_OPEN")
        told = self.everybody_told(staff)
        back()

        def recorded():
            try:
                return self.principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": incident["id"]})
            except Refused:
                return None
        on_record = await_true(recorded, "the alarm is on the record")
        self.assertEqual(on_record["action"], "ACTION_LOCKDOWN")
        answer = self.complete(incident)
        self.assertEqual(answer["recipients"], staff)
        self.assertEqual(self.told(), told, "nobody was told again")
        again = retry(lambda: self.teacher.call(ALARMS + "Raise", self.press))
        self.assertEqual((again["id"], again["sequence"]), (incident["id"], on_record["sequence"]))
        self.assertEqual(await_true(lambda: not list((self.stack.dir / "journal").glob("*.alarm")), "the journal is empty"), True)

    def complete_baseline(self):
        """How many people the school's notices go to, learnt from a hold that is over."""
        hold = self.principal.call(ALARMS + "Raise", {"requestId": request_id(), "school": SCHOOL, "action": "ACTION_HOLD",
                                                      "detail": {"place": "hall"}})

        def notice():
            try:
                found = self.principal.call(NOTICES + "ListNotices", {"school": SCHOOL, "aboutId": hold["id"]})
            except Refused:
                return None
            # One that goes to nobody is no baseline.
            return next((one["recipients"] for one in found.get("notices", []) if one.get("recipients")), None)
        recipients = await_true(notice, "a notice of the hold that goes to somebody")
        self.principal.call(ALARMS + "Release", {"requestId": request_id(), "school": SCHOOL, "incidentId": hold["id"]})
        return recipients

    def test_an_alarm_arrives_while_nats_is_down_and_is_recorded_once_when_it_is_back(self):
        self.outlive(lambda: self.stack.kill("nats"), lambda: self.stack.start("nats"))

    def test_a_buttons_press_while_nats_is_down_goes_out_calls_911_and_is_recorded_once(self):
        registered = self.principal.call(DEVICES + "RegisterDevice", {"requestId": request_id(), "school": SCHOOL, "place": "office"})
        device, secret = registered["device"], registered["secret"]
        staff = self.complete_baseline()

        def press(body, message, now):
            return self.stack.anonymous().call(DEVICES + "Press", {
                "school": SCHOOL, "deviceId": device["id"], "id": message, "timestamp": str(now), "body": body,
                "signature": signature(secret, message, now, body)})
        # Every replica has learnt of the button when it has heard it.
        press("self_test", request_id(), int(time.time()))
        self.stack.kill("nats")
        message, now = request_id(), int(time.time())
        led_to = press("lockdown", message, now)["ledTo"]
        told = self.everybody_told(staff)
        call = await_true(self.stack.police_calls, "911 is called while the record is away")[0]
        self.stack.start("nats")

        def recorded():
            try:
                return self.principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": led_to})
            except Refused:
                return None
        self.assertEqual(await_true(recorded, "the press is on the record")["action"], "ACTION_LOCKDOWN")
        self.complete({"id": led_to})
        self.assertEqual(self.told(), told, "nobody was told again")
        self.assertEqual(retry(lambda: press("lockdown", message, now))["ledTo"], led_to)
        dispatched = await_true(lambda: retry(lambda: self.principal.call(
            DISPATCHES + "ListDispatches", {"school": SCHOOL})).get("dispatches"), "the call is on the record")
        self.assertEqual([one["id"] for one in dispatched], [call["headers"]["webhook-id"]], "one call, under one id")

    def test_an_alarm_arrives_while_nats_hangs_and_is_recorded_once_when_it_goes_on(self):
        nats = self.stack.processes["nats"]
        self.outlive(lambda: nats.send_signal(signal.SIGSTOP), lambda: nats.send_signal(signal.SIGCONT))

    def test_a_check_in_while_nats_is_down_is_refused_clearly_and_loses_nothing(self):
        self.stack.kill("nats")
        clerk = self.stack.sign_in("clerk")
        ask = {"requestId": request_id(), "school": SCHOOL,
               "manual": {"givenName": "Later", "familyName": "Visitor", "dateOfBirth": "1981-02-03", "documentKind": "KIND_OTHER"}}
        with self.assertRaises(Refused) as refused:
            clerk.call(VISITS + "CheckIn", ask)
        self.assertEqual(refused.exception.args[0], "unavailable")
        self.stack.start("nats")
        self.assertEqual(retry(lambda: clerk.call(VISITS + "CheckIn", ask))["state"], "STATE_ON_SITE")


if __name__ == "__main__":
    unittest.main(verbosity=2)
