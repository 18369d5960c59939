"""Messages through the gateway: from the template to the last word, answers, and what is known before an emergency."""
import csv
import io
import json
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from refusal import error_of  # noqa: E402
from stack import SCHOOL, SMALL, Refused, Stack, await_true, request_id, retry  # noqa: E402

N = "watchbell.notification.v1."
MESSAGES, TEMPLATES, AUDIENCES = N + "MessageService/", N + "MessageTemplateService/", N + "AudienceService/"
REPLIES, READINESS, REPORTS = N + "ReplyService/", N + "ReadinessService/", N + "DeliveryReportService/"
ALARMS = "watchbell.alerting.v1.AlarmService/"
NAME = "Lincoln Elementary School"
ATOM = "{http://www.w3.org/2005/Atom}"
LINK = re.compile(r"https://watchbell\.example(/reply/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+)")


def part(people, scope="SCOPE_SCHOOL", **more):
    return {"scope": scope, "people": people, **more}


def audience(*parts, **more):
    return {"include": list(parts), **more}


def english(body, subject="From your school"):
    return [{"language": "en", "subject": subject, "body": body}]


STAFF, FAMILIES = audience(part("PEOPLE_STAFF")), audience(part("PEOPLE_FAMILIES"))


class Messages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack(flags={"notification": ["--public-url", "https://watchbell.example", "--public-feed"]})
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        for name in ("clerk", "principal", "counsel", "superintendent", "teacher", "coordinator", "security"):
            setattr(cls, name, cls.stack.sign_in(name))
        retry(lambda: cls.clerk.call(AUDIENCES + "PreviewAudience", {"school": SCHOOL, "audience": FAMILIES}))

    def ask(self, method, person=None, **fields):
        return (person or self.clerk).call(method, {"requestId": request_id(), "school": SCHOOL, **fields})

    def refusal(self, method, person=None, **fields):
        with self.assertRaises(Refused) as refused:
            self.ask(method, person, **fields)
        code, _, reason, *_ = refused.exception.args
        return code if code == "permission_denied" else reason or code

    def preview(self, whom, person=None, **more):
        return (person or self.clerk).call(AUDIENCES + "PreviewAudience", {"school": SCHOOL, "audience": whom, **more})

    def send(self, content, person=None, seen=None, **fields):
        if seen is None:
            seen = self.preview(content.get("audience", STAFF), person)["recipients"]
        return self.ask(MESSAGES + "SendMessage", person, content=content, seenRecipients=seen, typedSchool=NAME, **fields)

    def mails(self, text):
        return [mail for mail in self.stack.messages() if mail["channel"] == "email" and text in json.dumps(mail, ensure_ascii=False)]

    def await_mails(self, text, number):
        return await_true(lambda: (found := self.mails(text)) and len(found) >= number and found, f"{number} mails: {text}")

    def template(self, body, **more):
        """Level 4, in English and Spanish, of which the Spanish is not reviewed."""
        made = self.ask(TEMPLATES + "MakeTemplate", self.coordinator, name="Evacuation, families", level="LEVEL_EMERGENCY",
                        texts=english(body) + [{"language": "es", "subject": "{school}", "body": "{school}: " + body + " ES"}], **more)
        return self.ask(TEMPLATES + "ReviewTemplate", self.principal, templateId=made["id"], language="en", version=1)

    def test_families_are_told_by_a_reviewed_template_in_one_step_and_to_the_last_word(self):
        template = self.template("The school is being evacuated. Marker one.")
        counted = self.preview(FAMILIES)
        self.assertEqual(counted["recipients"], counted["familyMembers"])
        self.assertEqual([row["name"] for row in counted["schools"]], [SCHOOL])
        incident = self.ask(ALARMS + "Raise", self.teacher, action="ACTION_EVACUATE",
                            detail={"hazard": "fire", "destination": "sports field"})
        content = {"templateId": template["id"], "audience": FAMILIES, "nextUpdateMin": 15, "incidentId": incident["id"]}
        self.assertEqual(self.refusal(MESSAGES + "SendMessage", content=content, seenRecipients=counted["recipients"],
                                      typedSchool="Roosevelt Middle School"), "SCHOOL_NOT_TYPED")
        opening = self.send(content)
        self.assertEqual(opening["state"], "STATE_SENT")
        self.assertIn("nextUpdateAt", opening)
        mails = self.await_mails("Marker one", counted["recipients"])
        self.assertEqual(len({mail["to"] for mail in mails}), len(mails), "nobody twice")
        self.assertTrue(all(NAME in json.dumps(mail) and "Next message by" in json.dumps(mail) for mail in mails))
        self.assertFalse(any(" ES" in json.dumps(mail) for mail in mails), "an unreviewed translation was sent")
        self.assertIn(opening["id"], [row["id"] for row in self.clerk.call(
            MESSAGES + "ListMessages", {"school": SCHOOL, "open": True})["messages"]])

        clocks = await_true(lambda: [clock for clock in self.clerk.call(
            MESSAGES + "GetMessageClocks", {"school": SCHOOL, "incidentId": incident["id"]})["clocks"] if clock.get("kept")][1:] and
            self.clerk.call(MESSAGES + "GetMessageClocks", {"school": SCHOOL, "incidentId": incident["id"]})["clocks"], "both clocks")
        self.assertEqual([clock["group"] for clock in clocks], ["GROUP_STAFF", "GROUP_FAMILIES"])

        self.ask(ALARMS + "TakeCommand", self.principal, incidentId=incident["id"])
        self.ask(ALARMS + "Cancel", self.principal, incidentId=incident["id"], reason="A drill bell.")
        self.await_mails("a message is owed", 1)
        last = {"level": "LEVEL_EMERGENCY", "texts": english("It is over. Marker two.")}
        quiet = {**last, "level": "LEVEL_INFO"}
        self.assertEqual(self.refusal(MESSAGES + "SendMessage", self.principal, content=quiet, kind="MESSAGE_KIND_CLOSING",
                                      openingId=opening["id"], seenRecipients=1), "CLOSING_TOO_QUIET")
        closing = self.send(last, self.principal, seen=counted["recipients"], kind="MESSAGE_KIND_CLOSING", openingId=opening["id"])
        self.assertEqual(closing["state"], "STATE_SENT")
        closed = self.await_mails("Marker two", counted["recipients"])
        self.assertLessEqual({mail["to"] for mail in mails}, {mail["to"] for mail in closed})
        await_true(lambda: self.clerk.call(
            MESSAGES + "GetMessage", {"school": SCHOOL, "messageId": opening["id"]})["state"] == "STATE_CLOSED", "the thread is closed")

    def test_a_message_about_another_schools_alarm_is_not_sent(self):
        other = next(school["code"] for school in self.clerk.call(N + "DirectoryService/ListSchools", {})["schools"]
                     if school["code"] != SCHOOL)
        alarm = self.ask(ALARMS + "Raise", self.coordinator, school=other, action="ACTION_HOLD",
                         detail={"place": "hall", "reason": "medical"})
        content = {"level": "LEVEL_INFO", "audience": FAMILIES, "incidentId": alarm["id"], "texts": english("Marker zero.")}
        draft = self.ask(MESSAGES + "DraftMessage", content=content)

        def found():
            return self.clerk.call(MESSAGES + "CheckMessage", {"school": SCHOOL, "messageId": draft["id"]}).get("findings")
        self.assertEqual(await_true(found, "whose alarm it is has come round")[0]["reason"], "WRONG_INCIDENT")
        self.assertEqual(self.refusal(MESSAGES + "SubmitMessage", messageId=draft["id"], revision=1,
                                      seenRecipients=self.preview(FAMILIES)["recipients"], typedSchool=NAME), "WRONG_INCIDENT")
        self.ask(ALARMS + "Release", self.coordinator, school=other, incidentId=alarm["id"])

    def test_a_students_name_and_a_room_are_found_before_anything_is_sent(self):
        group = next(group for group in self.clerk.call(N + "RosterService/ListGroups", {"school": SCHOOL})["groups"]
                     if group.get("studentIds"))
        student = self.clerk.call(N + "DirectoryService/GetPerson", {"school": SCHOOL, "personId": group["studentIds"][0]})
        name = student["givenName"].upper() + " " + student["familyName"]
        draft = self.ask(MESSAGES + "DraftMessage", content={
            "level": "LEVEL_INFO", "audience": STAFF, "texts": english(f"We thank {name}, who waits in room 12. Marker three.")})
        found = self.clerk.call(MESSAGES + "CheckMessage", {"school": SCHOOL, "messageId": draft["id"]})
        self.assertEqual({finding["reason"] for finding in found["findings"]}, {"STUDENT_NAMED", "ROOM_NUMBER"})
        self.assertTrue(all(finding["remedy"] for finding in found["findings"]))
        self.assertEqual(self.refusal(MESSAGES + "SubmitMessage", messageId=draft["id"], revision=1,
                                      seenRecipients=found["recipients"]), "STUDENT_NAMED")
        self.assertEqual(self.mails("Marker three"), [])

    def test_whoever_must_agree_agrees_in_turn_and_counsel_is_first(self):
        content = {"level": "LEVEL_URGENT", "audience": STAFF, "nextUpdateMin": 30, "texts": english("Marker four.")}
        waiting = self.send(content)
        self.assertEqual((waiting["state"], waiting["needed"]), ("STATE_WAITING", ["MESSAGE_APPROVAL_ADMINISTRATOR"]))
        self.assertEqual(self.refusal(MESSAGES + "ApproveMessage", self.teacher, messageId=waiting["id"], revision=1),
                         "permission_denied")
        self.assertEqual(self.mails("Marker four"), [])
        self.ask(MESSAGES + "ApproveMessage", self.principal, messageId=waiting["id"], revision=1)
        self.await_mails("Marker four", 1)

        agency = self.send({**content, "topic": "MESSAGE_TOPIC_AGENCY", "texts": english("Marker five.")}, self.principal)
        self.assertEqual(agency["needed"], ["MESSAGE_APPROVAL_COUNSEL", "MESSAGE_APPROVAL_SUPERINTENDENT"])
        agree = {"messageId": agency["id"], "revision": 1}
        self.assertEqual(self.refusal(MESSAGES + "ApproveForDistrict", self.superintendent, **agree), "APPROVAL_OUT_OF_TURN")
        self.ask(MESSAGES + "ApproveAsCounsel", self.counsel, **agree)
        self.assertEqual(self.mails("Marker five"), [])
        self.assertEqual(self.ask(MESSAGES + "ApproveForDistrict", self.superintendent, **agree)["state"], "STATE_SENT")
        self.await_mails("Marker five", 1)

    def test_what_waits_goes_back_with_a_reason_and_a_change_takes_agreement_back(self):
        content = {"level": "LEVEL_URGENT", "audience": STAFF, "nextUpdateMin": 30, "texts": english("Marker six.")}
        waiting = self.send(content)
        back = self.ask(MESSAGES + "ReturnMessage", self.principal, messageId=waiting["id"], reason="Say until when.")
        self.assertEqual((back["state"], back["returnedBecause"]), ("STATE_DRAFT", "Say until when."))
        revised = self.ask(MESSAGES + "ReviseMessage", messageId=waiting["id"], content=content)
        self.assertEqual(revised["revision"], 2)
        self.assertEqual(self.refusal(MESSAGES + "SubmitMessage", messageId=waiting["id"], revision=1,
                                      seenRecipients=waiting["recipients"]), "MESSAGE_CHANGED")
        self.assertEqual(self.ask(MESSAGES + "CancelMessage", messageId=waiting["id"])["state"], "STATE_CANCELLED")

    def test_an_exercise_goes_to_its_list_and_never_to_a_family(self):
        teachers = [group["teacherIds"][0] for group in self.clerk.call(
            N + "RosterService/ListGroups", {"school": SCHOOL})["groups"] if group.get("teacherIds")]
        student = next(group["studentIds"][0] for group in self.clerk.call(
            N + "RosterService/ListGroups", {"school": SCHOOL})["groups"] if group.get("studentIds"))
        self.assertEqual(self.refusal(AUDIENCES + "SetTestList", self.coordinator, tag="monthly", staffIds=[student]),
                         "MEMBER_UNKNOWN")
        members = sorted(set(teachers))[:3]
        tests = self.ask(AUDIENCES + "SetTestList", self.coordinator, tag="monthly", staffIds=members)
        sent = self.send({"level": "LEVEL_EMERGENCY", "testListId": tests["id"], "texts": english("Marker seven.")},
                         seen=len(members))
        self.assertEqual(sent["state"], "STATE_SENT")
        mails = self.await_mails("Marker seven", len(members))
        self.assertEqual(len(mails), len(members))
        for mail in mails:
            self.assertRegex(mail["subject"], "^(EXERCISE|DRILL)")

    def test_an_answer_by_link_needs_no_sign_in_counts_once_and_a_call_for_help_is_told_on(self):
        sent = self.send({"level": "LEVEL_EMERGENCY", "audience": STAFF, "nextUpdateMin": 10, "texts": english("Marker eight."),
                          "question": {"kind": "KIND_SAFE"}})
        mails = self.await_mails("Marker eight", sent["recipients"])
        paths = []
        for mail in mails:
            link = LINK.search(mail["body"])
            self.assertTrue(link, mail)
            paths.append(link[1])
        self.assertEqual(len(set(paths)), len(paths))
        anonymous = self.stack.anonymous()
        status, media, body = await_true(lambda: (page := anonymous.page(paths[0]))[0] == 200 and page, "the page opens")
        self.assertIn("text/html", media)
        self.assertEqual(body.count(b"<button"), 2)
        self.assertEqual(anonymous.page("/reply/buttons.js")[0], 200)
        school, batch, code = paths[0].split("/")[2:]
        reply = {"school": school, "batchId": batch, "code": code, "option": 1}
        self.assertFalse(anonymous.call(REPLIES + "ReplyByLink", reply).get("already"))
        self.assertTrue(anonymous.call(REPLIES + "ReplyByLink", reply).get("already"))
        with self.assertRaises(Refused) as refused:
            anonymous.call(REPLIES + "ReplyByLink", {**reply, "code": code[:-1] + ("0" if code[-1] != "0" else "1")})
        self.assertEqual(refused.exception.args[2], "LINK_UNKNOWN")
        self.assertEqual(self.mails("somebody answered that help is needed"), [])
        anonymous.call(REPLIES + "ReplyByLink", {**reply, "option": 2})
        self.await_mails("somebody answered that help is needed", 1)
        counts = await_true(lambda: (answer := self.clerk.call(REPLIES + "GetReplies", {"school": SCHOOL, "messageId": sent["id"]}))
                            ["counts"][1].get("replies") and answer, "the answer is counted")
        self.assertEqual(counts["counts"][1]["replies"], 1)
        self.assertEqual(len(counts["replies"]), 1)

    def test_a_poll_is_answered_signed_in_and_an_anonymous_one_hides_small_numbers(self):
        sent = self.send({"level": "LEVEL_URGENT", "audience": STAFF, "nextUpdateMin": 30, "texts": english("Marker nine."),
                          "question": {"kind": "KIND_POLL", "options": ["Monday", "Friday"], "anonymous": True}}, self.principal)
        self.await_mails("Marker nine", sent["recipients"])
        answer = {"messageId": sent["id"], "option": 1}
        # Who had the message is recorded after it was sent.
        await_true(lambda: error_of(lambda: self.ask(REPLIES + "ReplyToMessage", self.teacher, **answer)) is None,
                   "the answer is taken")
        self.assertTrue(self.ask(REPLIES + "ReplyToMessage", self.teacher, messageId=sent["id"], option=2)["already"])
        self.assertEqual(self.refusal(REPLIES + "ReplyToMessage", self.superintendent, **answer), "NOT_A_RECIPIENT")
        counted = await_true(lambda: (found := self.clerk.call(REPLIES + "GetReplies", {"school": SCHOOL, "messageId": sent["id"]}))
                             ["counts"][0].get("hidden") and found, "the answer is counted and hidden")
        self.assertNotIn("replies", counted)

    def test_a_contact_test_looks_like_no_alarm_and_says_who_cannot_be_reached(self):
        with self.assertRaises(Refused) as refused:
            self.principal.call(READINESS + "ListUnreachable", {"school": SCHOOL})
        self.assertEqual(refused.exception.args[2], "NOT_TESTED_YET")
        started = self.ask(READINESS + "StartContactTest", self.coordinator)
        self.assertEqual(self.refusal(READINESS + "StartContactTest", self.coordinator), "TESTED_TODAY")
        mails = self.await_mails("monthly test", 10)
        for mail in mails:
            self.assertNotRegex(mail["subject"].lower(), "lockdown|emergency|alarm|evacuate")
        found = await_true(lambda: (answer := self.principal.call(READINESS + "ListUnreachable", {"school": SCHOOL})).get("complete")
                           and answer, "the test is complete")
        self.assertGreater(found["recipients"], 10)
        unreached = sum(len(household.get("people", [])) for household in found.get("households", []))
        self.assertEqual(found["recipients"] - found.get("reached", 0), unreached)
        planned = self.ask(READINESS + "PlanContactTests", self.coordinator, dayOfMonth=8)
        self.assertIn("nextAt", planned)
        self.assertEqual(planned["lastRunId"], started["lastRunId"])

    def test_reports_say_how_fast_and_how_often_and_hide_small_numbers(self):
        sent = self.send({"level": "LEVEL_URGENT", "audience": FAMILIES, "nextUpdateMin": 30, "texts": english("Marker ten.")},
                         self.principal)
        self.await_mails("Marker ten", sent["recipients"])
        asked = {"school": SCHOOL, "aboutId": sent["id"]}

        def mailed():
            report = self.principal.call(REPORTS + "GetDeliveryReport", asked)
            return next((row for row in report.get("rows", []) if report.get("complete") and row["channel"] == "CHANNEL_EMAIL"
                         and int(row["reached"].get("number", 0)) == sent["recipients"]), None)
        mail = await_true(mailed, "the report is complete, and every family reached")
        self.assertLessEqual(mail["firstMs"], mail["halfMs"])
        self.assertLessEqual(mail["halfMs"], mail["nearlyAllMs"])
        rows = [*csv.DictReader(io.StringIO(self.principal.call(REPORTS + "ExportDeliveryReport", asked)["csv"]))]
        self.assertEqual([row["school"] for row in rows], [SCHOOL] * len(rows))
        fatigue = self.principal.call(READINESS + "GetFatigueReport", {"school": SCHOOL})
        self.assertIn("LEVEL_URGENT", [row["level"] for row in fatigue["rows"]])
        health = self.principal.call(READINESS + "GetChannelHealth", {"school": SCHOOL})
        self.assertGreater(next(row for row in health["channels"] if row["channel"] == "CHANNEL_EMAIL")["sent"], 0)

    def test_what_every_family_is_told_and_somebody_agreed_to_stands_in_the_feed_of_the_site(self):
        whole = {"level": "LEVEL_URGENT", "audience": FAMILIES, "nextUpdateMin": 30}
        self.send({**whole, "texts": english("Marker public & open.", "News <1>")}, self.principal)
        staff = self.send({**whole, "audience": STAFF, "texts": english("Marker staff only.")}, self.principal)
        note = self.send({"level": "LEVEL_INFO", "audience": FAMILIES, "texts": english("Marker quiet note.")})
        self.assertEqual(staff["state"], "STATE_SENT")
        self.assertIn(note["state"], ("STATE_SENT", "STATE_SCHEDULED"))

        def entries():
            _, kind, body = await_true(lambda: (page := self.stack.anonymous().page(f"/feed/{SCHOOL}.atom"))[0] == 200 and page,
                                       "the feed is answered")
            self.assertEqual(kind.split(";")[0], "application/atom+xml")
            return {entry.findtext(ATOM + "title"): entry.findtext(ATOM + "content")
                    for entry in xml.etree.ElementTree.fromstring(body).iter(ATOM + "entry")}
        await_true(lambda: any("Marker public & open." in text for text in entries().values()), "the message is in the feed")
        self.await_mails("Marker staff only", staff["recipients"])
        self.assertFalse([text for text in entries().values() if "Marker staff only" in text or "Marker quiet note" in text])
        self.assertTrue(any("News <1>" in title for title in entries()))

    def test_templates_are_rehearsed_in_every_language_with_what_is_wrong(self):
        self.ask(TEMPLATES + "MakeTemplate", self.coordinator, name="Bad", level="LEVEL_URGENT",
                 texts=english("Cameras show that all is well."))
        rehearsed = await_true(lambda: [row for row in self.principal.call(TEMPLATES + "RehearseTemplates", {"school": SCHOOL})["texts"]
                                        if row["name"] == "Bad"], "the template is there")
        self.assertEqual(rehearsed[0]["findings"][0]["reason"], "CAMERA_FACT")
        self.assertFalse(rehearsed[0].get("used"))
        self.assertIn(NAME, rehearsed[0]["body"])

    def test_a_principal_finds_and_uses_the_templates_of_the_district_and_no_other_schools(self):
        shared = self.ask(TEMPLATES + "MakeTemplate", self.superintendent, school="district", name="Early closing",
                          level="LEVEL_ADVISORY", texts=english("We close early. Marker twelve."))
        own = self.template("Marker thirteen.")

        def listed(size, token=""):
            page = self.principal.call(TEMPLATES + "ListTemplates", {"school": SCHOOL, "pageSize": size, "pageToken": token})
            more = page.get("nextPageToken")
            return page.get("templates", []) + (listed(size, more) if more else [])

        def ours(size):
            return [(row["id"], row["school"]) for row in listed(size) if row["id"] in (own["id"], shared["id"])]

        known = await_true(lambda: len(found := ours(100)) == 2 and found, "both are listed")
        self.assertEqual(known, [(own["id"], SCHOOL), (shared["id"], "district")])
        self.assertEqual(ours(1), known)
        draft = self.ask(MESSAGES + "DraftMessage", self.principal, content={"templateId": shared["id"], "audience": STAFF})
        self.assertIn("Marker twelve", json.dumps(draft["content"]["texts"]))
        self.assertEqual(self.refusal(TEMPLATES + "RetireTemplate", self.principal, school="district", templateId=shared["id"]),
                         "permission_denied")
        other = next(school["code"] for school in self.clerk.call(N + "DirectoryService/ListSchools", {})["schools"]
                     if school["code"] != SCHOOL)
        with self.assertRaises(Refused) as refused:
            self.principal.call(TEMPLATES + "ListTemplates", {"school": other})
        self.assertEqual(refused.exception.args[0], "permission_denied")

    def test_a_list_of_a_bus_is_an_audience_and_another_schools_people_are_not(self):
        group = next(group for group in self.clerk.call(N + "RosterService/ListGroups", {"school": SCHOOL})["groups"]
                     if group.get("studentIds"))
        self.ask(AUDIENCES + "SetAudienceList", self.coordinator, kind="SCOPE_BUS", tag="bus-12", memberIds=group["studentIds"][:2])
        bus = self.preview(audience(part("PEOPLE_FAMILIES", "SCOPE_BUS", ref="bus-12")))
        self.assertGreater(bus["recipients"], 0)
        self.assertLess(bus["recipients"], self.preview(FAMILIES)["recipients"])
        rest = self.preview({**FAMILIES, "exclude": [part("PEOPLE_FAMILIES", "SCOPE_BUS", ref="bus-12")]})
        self.assertEqual(rest["recipients"] + bus["recipients"], self.preview(FAMILIES)["recipients"])
        other = next(school["code"] for school in self.clerk.call(N + "DirectoryService/ListSchools", {})["schools"]
                     if school["code"] != SCHOOL)
        with self.assertRaises(Refused) as refused:
            self.preview(audience(part("PEOPLE_FAMILIES", school=other)))
        self.assertEqual(refused.exception.args[2], "WRONG_SCHOOL")

    def test_all_schools_are_told_by_the_superintendent_alone(self):
        everywhere = audience(part("PEOPLE_STAFF", school="district"))
        with self.assertRaises(Refused) as refused:
            self.principal.call(AUDIENCES + "PreviewAudience", {"school": "district", "audience": everywhere})
        self.assertEqual(refused.exception.args[0], "permission_denied")
        counted = self.superintendent.call(AUDIENCES + "PreviewAudience", {"school": "district", "audience": everywhere})
        self.assertTrue(counted["needsSuperintendent"])
        content = {"level": "LEVEL_EMERGENCY", "audience": everywhere, "nextUpdateMin": 60, "texts": english("Marker eleven.")}
        waiting = self.ask(MESSAGES + "SendMessage", self.coordinator, school="district", content=content,
                           seenRecipients=counted["recipients"])
        self.assertEqual(waiting["needed"], ["MESSAGE_APPROVAL_SUPERINTENDENT"])
        self.ask(MESSAGES + "ApproveForDistrict", self.superintendent, school="district", messageId=waiting["id"], revision=1)
        self.await_mails("Marker eleven", counted["recipients"])


if __name__ == "__main__":
    unittest.main()
