"""How notices leave the house, through the gateway and with real sinks: providers that fail, report and hear STOP; pause,
stop, and a crash in the middle."""
import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import subprocess
import sys
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import BIN, SCHOOL, SMALL, Refused, Stack, await_true, free_port, request_id, retry  # noqa: E402

NOTICES = "watchbell.notification.v1.NoticeService/"
AUDIENCES = "watchbell.notification.v1.AudienceService/"
ALARMS = "watchbell.alerting.v1.AlarmService/"
READINESS = "watchbell.notification.v1.ReadinessService/"
CALLBACK = "https://bell.example"
TOKEN = "a-token"
BOUNCE_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
FAMILIES = {"include": [{"scope": "SCOPE_SCHOOL", "people": "PEOPLE_FAMILIES"}]}


def await_slowly(condition, what, patience_s=30):
    """A session may ask 50 times a second: whoever asks for long asks seldom."""
    def look():
        time.sleep(0.1)
        return condition()
    return await_true(look, what, patience_s)


class ChannelStack(Stack):
    """Texts have two providers, the first of which refuses everything; calls, mail that comes back, loudspeakers."""

    def __enter__(self):
        self.failing = {"http": free_port(), "smtp": free_port()}
        (self.dir / "token").write_text(TOKEN + "\n")
        (self.dir / "bounce").write_text(BOUNCE_SECRET + "\n")
        twilio = f"account=AC1 token-file={self.dir}/token from=+12035550100 callback={CALLBACK}"
        sink = f"http://127.0.0.1:{self.ports['sink_http']}"
        providers = (f"name=text-a kind=twilio-sms url=http://127.0.0.1:{self.failing['http']} {twilio}",
                     f"name=text-b kind=twilio-sms url={sink} {twilio}",
                     f"name=call kind=twilio-voice url={sink} {twilio}",
                     f"name=mail-b kind=smtp url=smtp://127.0.0.1:{self.ports['sink_smtp']} from=b@watchbell.example"
                     f" bounce-secret-file={self.dir}/bounce",
                     f"name=speakers kind=intercom url={sink}/intercom secret-file={self.dir}/bounce")
        self.flags = {"notification": [word for text in providers for word in ("--provider", text)]}
        with open(self.dir / "failing.log", "ab") as log:
            self.bad = subprocess.Popen([BIN / "sinks", "--http-port", str(self.failing["http"]), "--smtp-port",
                                         str(self.failing["smtp"]), "--fail-percent", "100"], stdout=log, stderr=log)
        return super().__enter__()

    def __exit__(self, *error):
        self.bad.kill()
        self.bad.wait()
        super().__exit__(*error)

    def post(self, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["http"], timeout=10)
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, content

    def twilio(self, path, fields, token=TOKEN):
        """As Twilio posts it."""
        text = CALLBACK + path + "".join(name + fields[name] for name in sorted(fields))
        signature = base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()
        return self.post(path, urllib.parse.urlencode(fields), {
            "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature})


class Channels(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = ChannelStack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        for name in ("principal", "clerk", "coordinator"):
            setattr(cls, name, cls.stack.sign_in(name))
        retry(lambda: cls.clerk.call(AUDIENCES + "PreviewAudience", {"school": SCHOOL, "audience": FAMILIES}))

    def lockdown(self):
        incident = self.principal.call(ALARMS + "Raise", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN", "detail": {"place": "hall"}})
        self.addCleanup(self.cancel, incident["id"])
        return await_slowly(lambda: self.about(incident["id"]), "a notice of the lockdown")[0]

    def cancel(self, incident_id):
        which = {"school": SCHOOL, "incidentId": incident_id}
        for method, more in (("TakeCommand", {}), ("ConfirmPolice", {"reference": "26-1"}), ("Cancel", {"reason": "a test"})):
            self.principal.call(ALARMS + method, {"requestId": request_id(), **which, **more})

    def about(self, about_id):
        return self.principal.call(NOTICES + "ListNotices", {"school": SCHOOL, "aboutId": about_id}).get("notices", [])

    def progress(self, notice):
        progress = retry(lambda: self.principal.call(NOTICES + "GetProgress", {"school": SCHOOL, "noticeId": notice["id"]}))
        return progress, {row["channel"]: row for row in progress.get("channels", [])}

    def done(self, notice):
        def all_answered():
            progress, rows = self.progress(notice)
            whole = progress.get("batchesDelivered", 0) == progress["batches"]
            return whole and not any(row.get("queued", 0) for row in rows.values()) and rows
        return await_slowly(all_answered, "every provider answered")

    def kept(self, channel):
        return [one for one in self.stack.messages() if one["channel"] == channel]

    def last(self, channel):
        """Of the newest lockdown; the word that an earlier one is over may come later."""
        return [one for one in self.kept(channel) if "LOCKDOWN" in one["body"]][-1]

    def test_a_lockdown_goes_out_on_all_channels_and_the_second_provider_takes_over(self):
        notice = self.lockdown()
        rows = self.done(notice)
        for channel in ("CHANNEL_EMAIL", "CHANNEL_WEBHOOK", "CHANNEL_SMS", "CHANNEL_VOICE"):
            self.assertGreater(rows[channel].get("sent", 0), 0, channel)
        self.assertEqual(rows["CHANNEL_SMS"].get("failed", 0), 0)
        speakers = [one for one in self.stack.messages() if one["to"] == "/intercom"]
        self.assertIn("LOCKDOWN", speakers[0]["body"])
        self.assertEqual(json.loads(speakers[0]["body"])["data"]["to"], SCHOOL)

    def test_a_status_is_believed_only_with_the_providers_signature(self):
        notice = self.lockdown()
        self.done(notice)
        path = self.last("sms")["subject"].removeprefix(CALLBACK)
        fields = {"MessageSid": "SM1", "MessageStatus": "delivered", "To": "+12035550111"}
        self.assertEqual(self.stack.twilio(path, fields, "another-token")[0], 401)
        before = self.progress(notice)[1]["CHANNEL_SMS"].get("delivered", 0)
        self.assertEqual(self.stack.twilio(path, fields)[0], 200)
        self.assertEqual(self.stack.twilio(path, fields)[0], 200)
        self.assertEqual(self.progress(notice)[1]["CHANNEL_SMS"].get("delivered", 0), before + 1)

    def test_a_key_on_the_telephone_acknowledges(self):
        notice = self.lockdown()
        self.done(notice)
        script = self.last("voice")
        path = script["subject"].removeprefix(CALLBACK)
        self.assertIn("<Gather", script["body"])
        before = self.progress(notice)[0].get("acknowledged", 0)
        self.assertEqual(self.stack.twilio(path, {"CallSid": "CA1", "Digits": "1"})[0], 200)
        self.assertEqual(self.progress(notice)[0].get("acknowledged", 0), before + 1)

    def test_staff_who_do_not_acknowledge_are_called_again_within_thirty_seconds(self):
        notice = self.lockdown()
        calls = self.done(notice)["CHANNEL_VOICE"]["sent"]
        begun = time.monotonic()
        await_slowly(lambda: self.progress(notice)[1]["CHANNEL_VOICE"].get("sent", 0) > calls, "a second call", 40)
        self.assertLess(time.monotonic() - begun, 32)

    def test_a_mail_that_comes_back_is_no_longer_sent(self):
        notice = self.lockdown()
        sent = self.done(notice)["CHANNEL_EMAIL"]["sent"]
        report = self.last("email")["headers"]["x-watchbell-delivery"]
        dsn = (f"Subject: Undelivered\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nX-Watchbell-Delivery: {report}\r\n")
        stamp = str(int(time.time()))
        key = base64.b64decode(BOUNCE_SECRET.removeprefix("whsec_"))
        signature = base64.b64encode(hmac.new(key, f"b1.{stamp}.{dsn}".encode(), hashlib.sha256).digest()).decode()
        headers = {"webhook-id": "b1", "webhook-timestamp": stamp, "webhook-signature": "v1," + signature}
        self.assertEqual(self.stack.post("/provider/mail-b/bounce", dsn, {**headers, "webhook-id": "b2"})[0], 401)
        self.assertEqual(self.stack.post("/provider/mail-b/bounce", dsn, headers)[0], 200)
        rows = self.progress(notice)[1]
        self.assertEqual(rows["CHANNEL_EMAIL"]["sent"], sent - 1)
        self.assertEqual(rows["CHANNEL_EMAIL"]["failed"], 1)

    def test_who_says_stop_gets_no_text_but_is_still_told(self):
        notice = self.lockdown()
        self.done(notice)
        number = self.last("sms")["to"]
        self.assertEqual(self.stack.twilio("/provider/text-b/text", {
            "From": number, "To": "+12035550100", "Body": "Stop please", "MessageSid": "SM9"})[0], 200)
        help_text = self.stack.twilio("/provider/text-b/text", {
            "From": number, "To": "+12035550100", "Body": "help", "MessageSid": "SM10"})[1]
        self.assertIn("STOP", help_text)
        texts = len([one for one in self.kept("sms") if one["to"] == number])
        calls = len([one for one in self.kept("voice") if one["to"] == number])
        again = self.lockdown_again(notice)
        self.done(again)
        self.assertEqual(len([one for one in self.kept("sms") if one["to"] == number]), texts)
        self.assertGreater(len([one for one in self.kept("voice") if one["to"] == number]), calls)

    def text(self, number, body):
        """What we answer to a text, as its provider posts it."""
        status, answer = self.stack.twilio("/provider/text-b/text", {
            "From": number, "To": "+12035550100", "Body": body, "MessageSid": request_id()})
        self.assertEqual(status, 200)
        return answer

    def test_staff_answer_an_alarm_by_text_and_a_call_for_help_is_told_on(self):
        notice = self.lockdown()
        self.done(notice)
        numbers = sorted({one["to"] for one in self.kept("sms") if "LOCKDOWN" in one["body"]})
        before = self.progress(notice)[0].get("acknowledged", 0)
        # Invented people share numbers: of those nobody can tell who is safe.
        alone = [number for number in numbers if "Noted: you are safe" in self.text(number, "I'm safe")]
        self.assertGreater(len(alone), 1)
        self.assertEqual(self.progress(notice)[0].get("acknowledged", 0), before + len(alone))

        def answers():
            return self.principal.call("watchbell.alerting.v1.SafetyService/ListSafety", {
                "school": SCHOOL, "incidentId": notice["aboutId"]})
        await_true(lambda: answers().get("safe", 0) == len(alone), "they are safe on the board")
        told = len(self.mails("help is needed"))
        self.assertIn("you need help", self.text(alone[0], "¡Ayúdame! Estoy en el gimnasio"))
        await_true(lambda: answers().get("needHelp", 0) == 1, "one of them needs help")
        await_true(lambda: len(self.mails("help is needed")) > told, "those in charge are told")
        self.assertIn("Noted: you are safe", self.text(alone[0], "An sekirite"))
        await_true(lambda: answers().get("safe", 0) == len(alone), "and is safe again")
        self.assertIn("SAFE or HELP ME", self.text(alone[0], "who is this?"))
        self.assertEqual(self.text("+19995550000", "who is this?"), "<Response/>", "strangers get no answer")
        self.assertEqual(self.stack.twilio("/provider/text-b/text", {"From": alone[0], "Body": "SAFE"}, "wrong")[0], 401)

    def mails(self, text):
        return [one for one in self.kept("email") if text in json.dumps(one, ensure_ascii=False)]

    def test_who_said_stop_is_listed_although_reached_otherwise(self):
        self.done(self.lockdown())
        number = self.last("sms")["to"]
        self.text(number, "STOP")
        self.coordinator.call(READINESS + "StartContactTest", {"requestId": request_id(), "school": SCHOOL})
        found = await_slowly(lambda: (answer := self.principal.call(READINESS + "ListUnreachable", {"school": SCHOOL})).get("complete")
                             and answer, "the test is complete")
        stopped = [person for household in found["households"] for person in household.get("stopped", [])]
        self.assertTrue(stopped)
        for person in stopped:
            self.assertEqual(person["stopped"], ["CHANNEL_SMS"])
            self.assertIn("STATE_SENT", [attempt["state"] for attempt in person["attempts"]])
        self.text(number, "START")

    def lockdown_again(self, before):
        """The same alarm at another place is news for the same people."""
        self.principal.call(ALARMS + "Raise", {
            "requestId": request_id(), "school": SCHOOL, "action": "ACTION_LOCKDOWN", "detail": {"place": "gym"}})
        return await_true(lambda: [one for one in self.about(before["aboutId"]) if one["id"] != before["id"]], "news")[0]

    def test_a_notice_is_paused_resumed_and_stopped_for_good_by_those_who_may(self):
        notice = self.lockdown()
        self.done(notice)

        def ask(method, person=self.principal):
            return person.call(NOTICES + method, {"requestId": request_id(), "school": SCHOOL, "noticeId": notice["id"]})
        with self.assertRaises(Refused) as refused:
            ask("PauseNotice", self.clerk)
        self.assertEqual(refused.exception.args[0], "permission_denied")
        self.assertEqual(ask("PauseNotice")["state"], "STATE_PAUSED")
        self.assertNotIn("state", ask("ResumeNotice"))
        self.assertEqual(ask("StopNotice")["state"], "STATE_STOPPED")
        with self.assertRaises(Refused) as refused:
            ask("ResumeNotice")
        self.assertEqual(refused.exception.args[2], "NOTICE_STOPPED")
        self.assertEqual(self.progress(notice)[0]["state"], "STATE_STOPPED")

    def test_the_feed_is_closed_unless_the_district_opens_it(self):
        self.assertEqual(self.stack.anonymous().page(f"/feed/{SCHOOL}.atom")[0], 404)

    def test_after_a_kill_in_the_middle_everybody_is_told_and_nobody_as_two_messages(self):
        notice = self.lockdown()
        self.stack.restart("notification")
        rows = retry(lambda: self.done(notice))
        self.assertGreater(rows["CHANNEL_EMAIL"]["sent"], 0)
        # The same message twice has one id, by which the receivers know it.
        ids = {}
        for one in self.kept("webhook"):
            if one["to"] == "/hook":
                ids.setdefault((one["headers"]["webhook-id"]), set()).add(json.loads(one["body"])["data"]["to"])
        self.assertTrue(all(len(people) == 1 for people in ids.values()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
