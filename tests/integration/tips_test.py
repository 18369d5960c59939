"""Tips through the gateway: sent, read, triaged, answered, closed, erased; by name and without one."""
import base64
import json
import pathlib
import sys
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from picture import picture  # noqa: E402
from stack import SCHOOL, Refused, Stack, await_true, request_id  # noqa: E402
from tips import MAILBOX, TIPS, UPLOADS, photo, solve, upload  # noqa: E402

IMPORT = "watchbell.threat_intake.v1.TipImportService/ImportTips"
RETENTION = "watchbell.threat_intake.v1.RetentionService/"
SESSION = "watchbell.gateway.v1.SessionService/GetSession"
PASSPHRASE = "lamp river seventeen moth"


def refusal(call):
    """Code and reason of the refusal."""
    try:
        call()
    except Refused as error:
        return error.args[0], error.args[2]
    return None


class Tips(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.team, cls.principal = cls.stack.sign_in("threat"), cls.stack.sign_in("principal")

    def setUp(self):
        self.sender = self.stack.anonymous()

    def send(self, text="somebody is bullied in the gym", **more):
        ask = {"requestId": str(uuid.uuid4()), "school": SCHOOL, "category": "CATEGORY_BULLYING", "text": text, **more}
        return ask, self.sender.call(TIPS + "SubmitTip", ask)

    def change(self, method, tip_id, person=None, **more):
        return (person or self.team).call(TIPS + method, {"requestId": request_id(), "school": SCHOOL, "tipId": tip_id, **more})

    def get(self, tip_id, person=None):
        return (person or self.team).call(TIPS + "GetTip", {"school": SCHOOL, "tipId": tip_id})

    def listed(self, which="WHICH_UNSPECIFIED", person=None):
        answer = (person or self.team).call(TIPS + "ListTips", {"school": SCHOOL, "pageSize": 500, "which": which})
        return {tip["id"]: tip for tip in answer.get("tips", [])}

    def open(self, tip_id, passphrase):
        return self.sender.call(MAILBOX + "OpenMailbox", {"school": SCHOOL, "tipId": tip_id, "passphrase": passphrase})

    def test_a_tip_sent_twice_is_one_tip_with_one_receipt_and_nobody_else_gets_it(self):
        ask, receipt = self.send("x" * 4000)
        self.assertEqual(self.sender.call(TIPS + "SubmitTip", ask), receipt)
        self.assertEqual(len(receipt["receiptCode"]), 26)
        # Who sees the tip's id cannot make its receipt from it.
        other = self.sender.call(TIPS + "SubmitTip", {**ask, "requestId": receipt["tipId"]})
        self.assertNotEqual(other["receiptCode"], receipt["receiptCode"])
        self.assertNotEqual(other["tipId"], receipt["tipId"])
        status = {"school": SCHOOL, "tipId": receipt["tipId"]}
        self.assertEqual(self.sender.call(TIPS + "GetTipStatus", {**status, "receiptCode": receipt["receiptCode"]})["state"],
                         "STATE_RECEIVED")
        self.assertEqual(refusal(lambda: self.sender.call(TIPS + "GetTipStatus", {**status, "receiptCode": other["receiptCode"]})),
                         ("not_found", "RECEIPT_UNKNOWN"))

    def test_four_thousand_characters_of_any_script_are_taken_and_answered(self):
        for text in ("\U0001F600" * 4000, "\u202e" + "\u0633\u0644\u0627\u062d " * 799, "\u5371\u967a" * 2000):
            _, receipt = self.send(text, passphrase=PASSPHRASE, place="\U0001F3EB" * 200)
            self.assertEqual(self.get(receipt["tipId"])["text"], text)
            about = {"school": SCHOOL, "tipId": receipt["tipId"]}
            self.team.call(MAILBOX + "WriteToSender", {"requestId": request_id(), "text": text, **about})
            self.assertEqual(self.team.call(MAILBOX + "ListTipMessages", about)["messages"][0]["text"], text)

    def test_no_answer_holds_what_opens_the_mailbox(self):
        _, receipt = self.send(passphrase=PASSPHRASE)
        for answer in (self.get(receipt["tipId"]), self.listed()[receipt["tipId"]], self.change("MarkTipRead", receipt["tipId"])):
            self.assertNotIn("passphraseHash", answer)
            self.assertNotIn("receiptHash", answer)
        self.assertNotIn("receiptCode", receipt)

    def test_what_one_person_reads_stays_new_to_the_others(self):
        _, receipt = self.send()
        tip = receipt["tipId"]
        self.assertNotIn("unread", self.change("MarkTipRead", tip))
        self.assertTrue(self.get(tip, self.principal)["unread"])
        box = self.open(tip, receipt["receiptCode"])
        self.sender.call(MAILBOX + "WriteToTeam", {"requestId": str(uuid.uuid4()), "mailboxToken": box["mailboxToken"], "text": "more"})
        self.assertTrue(self.get(tip)["unread"])

    def test_sender_and_team_write_to_each_other_and_the_sender_sees_no_name(self):
        _, receipt = self.send("something bad", passphrase=PASSPHRASE, category="CATEGORY_OTHER")
        tip = receipt["tipId"]
        self.assertIn("QUESTION_WHO", receipt["questions"])
        self.assertIn("ADVICE_DO_NOT_FORWARD", receipt["advice"])
        self.team.call(MAILBOX + "WriteToSender", {"requestId": request_id(), "school": SCHOOL, "tipId": tip, "text": "Where?"})
        box = self.open(tip, PASSPHRASE)
        self.assertIn("QUESTION_WHERE", box["status"]["questions"])
        said = {"requestId": str(uuid.uuid4()), "mailboxToken": box["mailboxToken"], "text": "Behind the gym"}
        first = self.sender.call(MAILBOX + "WriteToTeam", said)
        self.assertEqual(self.sender.call(MAILBOX + "WriteToTeam", said), first)
        page = self.sender.call(MAILBOX + "ReadMailbox", {"mailboxToken": box["mailboxToken"]})
        self.assertEqual([message["from"] for message in page["messages"]], ["FROM_TEAM", "FROM_SENDER"])
        me = self.team.call(SESSION, {})["personId"]
        self.assertNotIn(me, json.dumps(page))
        seen = self.principal.call(MAILBOX + "ListTipMessages", {"school": SCHOOL, "tipId": tip})["messages"]
        self.assertEqual([message.get("authorId", "") for message in seen], [me, ""])
        self.assertEqual(refusal(lambda: self.sender.call(MAILBOX + "ReadMailbox", {"mailboxToken": box["mailboxToken"] + "0"}))[1],
                         "MAILBOX_CLOSED")

    def test_guessing_a_passphrase_becomes_dear_and_the_owner_still_gets_in(self):
        _, receipt = self.send(passphrase=PASSPHRASE)
        tip, refusals = receipt["tipId"], []
        for guess in range(8):
            refusals.append(refusal(lambda: self.open(tip, f"a wrong passphrase {guess}"))[1])
        self.assertEqual(refusals[0], "MAILBOX_UNKNOWN")
        self.assertEqual(refusals[-1], "WORK_NEEDED")
        self.assertEqual(refusal(lambda: self.open(tip, PASSPHRASE))[1], "WORK_NEEDED")
        proof = solve(self.sender, "PURPOSE_MAILBOX", PASSPHRASE, tip)
        opened = self.sender.call(MAILBOX + "OpenMailbox", {"school": SCHOOL, "tipId": tip, "passphrase": PASSPHRASE, "proof": proof})
        self.assertIn("mailboxToken", opened)
        # Another tip's mailbox is as cheap as before.
        _, other = self.send()
        self.assertIn("mailboxToken", self.open(other["tipId"], other["receiptCode"]))

    def test_a_text_is_checked_before_it_is_sent(self):
        text = "Hola, me llamo Ursula, my number is 207-555-0123"
        warnings = self.sender.call(TIPS + "CheckText", {"text": text})["warnings"]
        self.assertEqual({one["kind"] for one in warnings}, {"KIND_NAME", "KIND_CONTACT"})

    def test_a_tip_is_triaged_assigned_and_closed_and_a_hoax_waits_for_the_police(self):
        _, receipt = self.send()
        tip = receipt["tipId"]
        self.change("AcknowledgeTip", tip)
        triaged = self.change("TriageTip", tip, lifeSafety=True, reason="names a day")
        self.assertTrue(triaged["lifeSafety"])
        me = self.team.call(SESSION, {})["personId"]
        self.assertEqual(self.change("AssignTip", tip, primaryId=me)["primaryId"], me)
        hoax = {"disposition": "DISPOSITION_SWATTING", "reason": "the caller was found"}
        self.assertEqual(refusal(lambda: self.change("DisposeTip", tip, **hoax)), ("failed_precondition", "POLICE_CONFIRMATION_MISSING"))
        self.change("RecordPoliceWord", tip, reference="CAD 17")
        self.assertEqual(self.change("DisposeTip", tip, **hoax)["state"], "STATE_CLOSED")
        await_true(lambda: tip in self.listed("WHICH_CLOSED"), "it is listed as closed")
        self.assertNotIn(tip, self.listed())
        self.assertEqual(self.change("ReopenTip", tip, reason="a second call")["state"], "STATE_ACKNOWLEDGED")
        self.assertEqual(self.open(tip, receipt["receiptCode"])["status"]["state"], "STATE_ACKNOWLEDGED")
        case = request_id()
        self.assertEqual(self.change("LinkTip", tip, caseId=case)["caseId"], case)

    def test_spam_goes_into_quarantine_and_two_people_erase_it_with_all_that_was_written(self):
        ask, receipt = self.send("buy cheap watches")
        tip = receipt["tipId"]
        box = self.open(tip, receipt["receiptCode"])
        self.sender.call(MAILBOX + "WriteToTeam", {"requestId": str(uuid.uuid4()), "mailboxToken": box["mailboxToken"], "text": "buy"})
        self.change("DisposeTip", tip, disposition="DISPOSITION_SPAM", reason="an advertisement")
        await_true(lambda: tip in self.listed("WHICH_QUARANTINED"), "it is in quarantine")
        erasure = self.team.call(RETENTION + "RequestErasure", {
            "requestId": request_id(), "school": SCHOOL, "aggregate": "tip", "aggregateId": tip, "reason": "spam"})
        confirm = {"requestId": request_id(), "school": SCHOOL, "erasureId": erasure["id"]}
        self.assertEqual(refusal(lambda: self.team.call(RETENTION + "ConfirmErasure", confirm))[0], "permission_denied")
        self.assertEqual(self.principal.call(RETENTION + "ConfirmErasure", confirm)["state"], "STATE_DONE")
        self.assertEqual(refusal(lambda: self.get(tip)), ("not_found", "ERASED"))
        self.assertEqual(refusal(lambda: self.sender.call(MAILBOX + "ReadMailbox", {"mailboxToken": box["mailboxToken"]}))[0], "not_found")
        self.assertEqual(refusal(lambda: self.sender.call(TIPS + "SubmitTip", ask))[1], "ERASED")

    def test_files_are_made_again_and_go_with_the_tip(self):
        request = str(uuid.uuid4())
        secret = "Nikon serial 4711-canary"
        sent = photo(secret, secret, secret, secret)
        receipt = upload(self.sender, SCHOOL, request, sent)
        self.assertEqual(receipt["mediaType"], "image/jpeg")
        self.assertEqual(refusal(lambda: self.send(requestId=request, attachmentIds=["none"]))[1], "FILE_GONE")
        _, tip = self.send(requestId=request, attachmentIds=[receipt["attachmentId"]])
        file = self.get(tip["tipId"])["attachments"][0]
        kept = self.team.call(UPLOADS + "GetTipFile", {"school": SCHOOL, "tipId": tip["tipId"], "attachmentId": file["id"]})
        content = base64.b64decode(kept["content"])
        self.assertTrue(content.startswith(b"\xff\xd8"))
        self.assertNotIn(secret.encode(), content)
        clerk = self.stack.sign_in("clerk")
        self.assertEqual(refusal(lambda: clerk.call(UPLOADS + "GetTipFile", {
            "school": SCHOOL, "tipId": tip["tipId"], "attachmentId": file["id"]}))[0], "permission_denied")
        self.assertEqual(refusal(lambda: upload(self.sender, SCHOOL, request, b"no file that we know"))[0], "invalid_argument")

    def test_a_report_by_name_keeps_the_name_for_the_team_alone(self):
        content = {"category": "CATEGORY_ABUSE", "text": "a child told me something in the hall today"}
        report = {"requestId": str(uuid.uuid4()), "school": SCHOOL, "content": content}
        self.assertEqual(refusal(lambda: self.sender.call(TIPS + "SubmitReport", report))[1], "REPORTER_MISSING")
        reporter = {"role": "ROLE_PARENT", "name": "Nomi Nated", "contact": "nomi@example.org"}
        receipt = self.sender.call(TIPS + "SubmitReport", {**report, "reporter": reporter})
        self.assertEqual(self.get(receipt["tipId"])["reporter"]["name"], "Nomi Nated")
        self.assertIn("mailboxToken", self.open(receipt["tipId"], receipt["receiptCode"]))
        teacher = self.stack.sign_in("teacher")
        filed = teacher.call(TIPS + "FileReport", {"requestId": request_id(), "school": SCHOOL, "content": content,
                                                   "reporter": {"role": "ROLE_TRUSTED_ADULT", "onBehalfOf": "a student of mine"}})
        self.assertEqual(filed["channel"], "CHANNEL_STAFF")
        self.assertNotIn("text", filed)  # a teacher reads no tips, not even this one again
        seen = self.get(filed["id"])
        self.assertEqual(seen["reporter"]["onBehalfOf"], "a student of mine")
        self.assertEqual(refusal(lambda: self.get(filed["id"], teacher))[0], "permission_denied")

    def test_a_hotlines_log_and_a_mail_become_tips_once_and_without_their_senders(self):
        log = ("time,channel,number,name,anonymous,category,place,text\n"
               "2026-11-20 21:05,voice,+1 207 555 0199,Nomi,yes,firearm,bus 7,he showed a gun on the bus\n"
               "2026-11-20 21:06,telegraph,1,n,yes,,,stop\n")
        mail = "From: Nomi Nated <nomi@example.org>\nSubject: what I saw\n\nSomebody was hurt in the gym\n-- \nNomi\n"
        ask = {"requestId": request_id(), "school": SCHOOL, "hotlineLog": base64.b64encode(log.encode()).decode()}
        taken = self.team.call(IMPORT, ask)
        self.assertEqual([error["line"] for error in taken["errors"]], [3])
        self.assertEqual(self.team.call(IMPORT, {**ask, "requestId": request_id()})["tipIds"], taken["tipIds"])
        call = self.get(taken["tipIds"][0])
        self.assertEqual((call["channel"], call["notFullyAnonymous"], call["lifeSafety"]), ("CHANNEL_VOICE", True, True))
        self.assertNotIn("0199", json.dumps(call))
        letter = self.team.call(IMPORT, {"requestId": request_id(), "school": SCHOOL, "mail": base64.b64encode(mail.encode()).decode()})
        self.assertNotIn("omi", json.dumps(self.get(letter["tipIds"][0])))

    def test_an_alarm_is_raised_from_a_tip_in_one_step_and_knows_nothing_of_it(self):
        text = "he has a gun behind the stage, says the canary"
        _, receipt = self.send(text)
        alarm = {"action": "ACTION_HOLD", "zone": "gym", "detail": {"place": "gym"}}
        ask = {"requestId": request_id(), "school": SCHOOL, "tipId": receipt["tipId"], **alarm}
        tip = self.team.call(TIPS + "RaiseAlarm", ask)
        self.assertEqual(self.team.call(TIPS + "RaiseAlarm", ask)["incidentId"], tip["incidentId"])
        incident = self.principal.call("watchbell.alerting.v1.AlarmService/GetIncident", {"school": SCHOOL, "incidentId": tip["incidentId"]})
        self.assertEqual(incident["action"], "ACTION_HOLD")
        self.assertNotIn("canary", json.dumps(incident))
        self.assertEqual(refusal(lambda: self.change("RaiseAlarm", request_id(), **alarm))[0], "not_found")
        self.principal.call("watchbell.alerting.v1.AlarmService/Release",
                            {"requestId": request_id(), "school": SCHOOL, "incidentId": tip["incidentId"]})

    def test_a_new_key_seals_what_comes_and_the_old_one_still_opens_what_was(self):
        _, before = self.send("sealed under the first key")
        keys = self.stack.dir / "keys/threat-intake/keys.txt"
        with open(keys, "a") as file:
            file.write("threat_intake/2 " + "5a" * 32 + "\n")
        self.stack.restart("threat-intake")
        after = await_true(lambda: self.try_to(lambda: self.send("sealed under the second key")), "it answers again")[1]
        self.assertEqual(self.get(before["tipId"])["text"], "sealed under the first key")
        self.assertEqual(self.get(after["tipId"])["text"], "sealed under the second key")
        record = b"".join(self.stack.on_disk(lambda path: path.suffix == ".blk").values())
        self.assertIn(b"threat_intake/2", record)
        self.assertNotIn(b"sealed under the", record)

    @staticmethod
    def try_to(call):
        try:
            return call()
        except (Refused, OSError):
            return None


class Flood(unittest.TestCase):
    def test_a_flood_is_asked_for_work_and_an_honest_sender_does_it(self):
        with Stack(flags={"threat-intake": ["--quiet-tips-per-minute", "10"]}) as stack:
            sender = stack.anonymous()
            ask = {"school": SCHOOL, "text": "somebody is bullied"}
            refusals = [refusal(lambda: sender.call(TIPS + "SubmitTip", {"requestId": str(uuid.uuid4()), **ask})) for _ in range(200)]
            self.assertIn(("resource_exhausted", "WORK_NEEDED"), refusals)
            mine = str(uuid.uuid4())
            proof = solve(sender, "PURPOSE_SUBMIT", mine)
            self.assertIn("tipId", sender.call(TIPS + "SubmitTip", {"requestId": mine, **ask, "proof": proof}))
            # The same work does not serve another tip.
            self.assertEqual(refusal(lambda: sender.call(TIPS + "SubmitTip", {"requestId": str(uuid.uuid4()), **ask, "proof": proof}))[1],
                             "WORK_NEEDED")


class Sweep(unittest.TestCase):
    def test_files_that_no_tip_took_in_their_time_are_gone_and_those_of_a_tip_are_not(self):
        stack = Stack()
        stack.retention = stack.dir / "retention.json"

        def keep(days):
            stack.retention.write_text(json.dumps({"threat_intake": {"tip-upload": {"waiting": days}}}))
        keep(1)
        with stack:
            sender, waiting, sent = stack.anonymous(), str(uuid.uuid4()), str(uuid.uuid4())
            files = [upload(sender, SCHOOL, waiting, picture(shade))["attachmentId"] for shade in range(5)]
            sixth = lambda: refusal(lambda: upload(sender, SCHOOL, waiting, picture(100)))  # noqa: E731
            self.assertEqual(sixth()[1], "FILES_TOO_MANY")
            kept = upload(sender, SCHOOL, sent, picture())["attachmentId"]
            tip = sender.call(TIPS + "SubmitTip", {"requestId": sent, "school": SCHOOL, "text": "look", "attachmentIds": [kept]})
            keep(0)
            stack.restart("threat-intake")
            await_true(lambda: sixth() != ("invalid_argument", "FILES_TOO_MANY"), "nothing is known any more of what waited")
            late = {"requestId": waiting, "school": SCHOOL, "text": "look", "attachmentIds": files[:1]}
            self.assertEqual(refusal(lambda: sender.call(TIPS + "SubmitTip", late))[1], "FILE_GONE")
            file = {"school": SCHOOL, "tipId": tip["tipId"], "attachmentId": kept}
            self.assertTrue(stack.sign_in("threat").call(UPLOADS + "GetTipFile", file)["content"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
