"""Threat assessment through the gateway: the tree, the team, evidence, and what is done for people."""
import base64
import datetime
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from picture import picture  # noqa: E402
from refusal import refused  # noqa: E402
from stack import SCHOOL, SMALL, Stack, await_true, request_id  # noqa: E402

INTAKE = "watchbell.threat_intake.v1."
CASE, TEAM = INTAKE + "CaseService/", INTAKE + "ThreatTeamService/"
EVIDENCE, TRANSFER = INTAKE + "EvidenceService/", INTAKE + "PlanTransferService/"
NEXT_SCHOOL = "maple-hollow-es"
CANARY = "Zyxwvut Quartermaine"
LEVEL = "CASE_LEVEL_"


def at(**delta):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta)).isoformat()


def ask(**fields):
    return {"requestId": request_id(), "school": SCHOOL, **fields}


PERSON = {"role": "CASE_PERSON_ROLE_SUBJECT", "description": CANARY}
TARGET = {"role": "CASE_PERSON_ROLE_TARGET", "description": "a classmate"}


class Cases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        names = ("clerk", "principal", "security", "psychologist", "threat", "counsel", "superintendent", "teacher",
                 "coordinator")
        for name in names:
            setattr(cls, name, cls.stack.sign_in(name))
        cls.ids = {name: getattr(cls, name).call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
                   for name in names}
        cls.superintendent.call(TEAM + "AppointThreatTeam", ask(members=[
            cls.seat("principal", "ADMINISTRATOR"), cls.seat("psychologist", "MENTAL_HEALTH"),
            cls.seat("security", "POLICE")]))
        cls.superintendent.call(TEAM + "AppointThreatTeam", ask(school="district", members=[
            cls.seat("threat", "ADMINISTRATOR")]))

    @classmethod
    def seat(cls, name, role):
        return {"personId": cls.ids[name], "role": "THREAT_TEAM_ROLE_" + role}

    def open(self):
        return self.principal.call(CASE + "OpenCase", ask(
            summary="A drawing was found.", exactWords="You will see on Friday.", people=[PERSON]))

    def step(self, person, name, case, **fields):
        return person.call(CASE + name, ask(caseId=case["id"], **fields))

    def look(self, person, case, school=SCHOOL):
        return person.call(CASE + "GetCase", {"school": school, "caseId": case["id"]})

    def interview(self, case):
        return self.psychologist.call(INTAKE + "InterviewService/RecordInterview", ask(
            caseId=case["id"], person=PERSON, exactWords="I was angry, " + CANARY, heldAt=at(seconds=-5)))

    def evaluating(self):
        case = self.open()
        self.step(self.principal, "TriageCase", case, note="To be evaluated.")
        self.step(self.principal, "BeginEvaluation", case)
        self.interview(case)
        return case

    def answer(self, person, case, step, answer):
        return self.step(person, "AnswerStep", case, step="CASE_STEP_" + step, answer="CASE_ANSWER_" + answer,
                         reason="As the interviews show.")

    def classified(self, answer):
        case = self.evaluating()
        self.answer(self.principal, case, "EVALUATE", "YES")
        self.answer(self.principal, case, "RESOLVE_AS_TRANSIENT", "UNCLEAR")
        return self.answer(self.principal, case, "RESPOND", answer)

    def act(self, case, kind, outcome="DONE"):
        return self.step(self.principal, "RecordAction", case, kind="CASE_ACTION_KIND_" + kind,
                         outcome="CASE_ACTION_OUTCOME_" + outcome, note="By telephone.")

    def support(self, person, case):
        proposal = self.look(person, case)["proposal"]
        return self.step(person, "SupportProposal", case, kind=proposal["kind"], level=proposal["level"])

    def plan_in_force(self, case):
        plan = self.psychologist.call(INTAKE + "SafetyPlanService/DraftSafetyPlan", ask(
            caseId=case["id"], measures=[{"text": "Checked in each morning.", "responsible": "counselor"}],
            familyPart="Searches the bag at home."))
        for person in (self.psychologist, self.security):
            plan = person.call(INTAKE + "SafetyPlanService/AgreeToSafetyPlan", ask(planId=plan["id"], version=1))
        self.assertEqual(plan["state"], "STATE_IN_FORCE")
        return plan

    def very_serious_with_plan(self):
        case = self.classified("VERY_SERIOUS")
        plan = self.plan_in_force(case)
        for kind in ("TELL_SUBJECTS_PARENTS", "TELL_TARGETS_AND_PARENTS", "PRECAUTIONS_FOR_TARGETS", "CONSULT_POLICE",
                     "MENTAL_HEALTH_SCREEN", "DISABILITY_REVIEW", "CONSIDER_DISCIPLINE"):
            self.act(case, kind)
        self.answer(self.psychologist, case, "SAFETY_EVALUATION", "YES")
        return self.step(self.principal, "ActivatePlan", case), plan

    def test_a_very_serious_threat_from_the_report_to_the_close(self):
        case = self.classified("VERY_SERIOUS")
        self.assertEqual(case["state"], "STATE_VERY_SERIOUS")
        self.assertEqual(refused(lambda: self.step(self.principal, "ActivatePlan", case)), "SAFETY_EVALUATION_OPEN")
        case, _ = self.very_serious_with_plan()
        done = {action["kind"] for action in case["actions"] if action.get("outcome") == "CASE_ACTION_OUTCOME_DONE"}
        self.assertIn("CASE_ACTION_KIND_SAFETY_PLAN", done)
        self.assertEqual(len(case["reviews"]), 4)
        self.step(self.principal, "BeginMonitoring", case)
        for _ in range(4):
            self.step(self.psychologist, "RecordReview", case, effect="CASE_REVIEW_EFFECT_WORKING", note="Seen weekly.")
        self.answer(self.principal, case, "IMPLEMENT_AND_MONITOR", "YES")
        self.step(self.principal, "CloseCase", case, note="The counselor stays in touch.")
        self.assertEqual(self.support(self.psychologist, case)["state"], "STATE_MONITORING")
        self.assertEqual(self.support(self.security, case)["state"], "STATE_CLOSED")

    def test_an_indicator_makes_a_transient_end_the_matter_of_two_roles(self):
        case = self.evaluating()
        self.step(self.principal, "AddIndicator", case, indicator="CASE_INDICATOR_PLANNING", note="A map.")
        self.answer(self.principal, case, "EVALUATE", "YES")
        self.assertEqual(self.answer(self.principal, case, "RESOLVE_AS_TRANSIENT", "YES")["state"], "STATE_EVALUATING")
        self.assertEqual(self.support(self.psychologist, case)["state"], "STATE_TRANSIENT")

    def test_a_level_rises_with_one_member_and_falls_with_two(self):
        case = self.classified("SERIOUS")
        raised = self.step(self.security, "RaiseLevel", case, level=LEVEL + "VERY_SERIOUS", reason="A knife was found.")
        self.assertEqual(raised["state"], "STATE_VERY_SERIOUS")
        self.step(self.security, "LowerLevel", case, level=LEVEL + "SERIOUS", reason="It was a toy.")
        self.assertEqual(self.look(self.security, case)["level"], LEVEL + "VERY_SERIOUS")
        self.assertEqual(self.support(self.psychologist, case)["level"], LEVEL + "SERIOUS")

    def test_a_hoax_is_one_when_police_confirmed_it(self):
        case = self.open()
        finding = {"finding": "CASE_DISPOSITION_SWATTING"}
        self.assertIsNotNone(refused(lambda: self.step(self.security, "RecordPoliceFinding", case, **finding)))
        self.step(self.security, "RecordPoliceFinding", case, reference="24-1002", confirmedAt=at(seconds=-5), **finding)
        closed = self.step(self.principal, "CloseCase", case, note="A false call; the class was told.")
        self.assertEqual((closed["state"], closed["disposition"]), ("STATE_CLOSED", "CASE_DISPOSITION_SWATTING"))

    def test_danger_comes_before_assessment_and_may_open_the_case(self):
        case = self.security.call(CASE + "DeclareImminentDanger", ask(
            kind="DANGER_KIND_WEAPON", atSchool=True, place="north stairs", account="Seen with a knife."))
        self.assertEqual(refused(lambda: self.step(self.principal, "TriageCase", case, note="x")), "DANGER_FIRST")
        self.step(self.security, "EndImminentDanger", case, account="Police have it, 24-1001.")
        self.assertEqual(self.step(self.principal, "TriageCase", case, note="Now.")["state"], "STATE_TRIAGED")

    def test_only_the_team_works_on_a_case_and_only_who_oversees_reads_beside_it(self):
        case = self.open()
        # The role could; the seat is missing.
        self.assertEqual(refused(lambda: self.step(self.threat, "TriageCase", case, note="x")), "NOT_ON_THE_TEAM")
        self.assertEqual(refused(lambda: self.look(self.threat, case)), "NOT_ON_THE_TEAM")
        for person in (self.teacher, self.clerk, self.coordinator):
            self.assertEqual(refused(lambda: self.look(person, case)), "NOT_PERMITTED")
            self.assertEqual(refused(lambda: person.call(CASE + "OpenCase", ask(summary="x"))), "NOT_PERMITTED")
        self.assertEqual(self.look(self.counsel, case)["summary"], "A drawing was found.")
        self.assertEqual(refused(lambda: self.step(self.counsel, "TriageCase", case, note="x")), "NOT_PERMITTED")

    def test_every_read_is_on_the_record_of_whoever_answers_for_it(self):
        case = self.open()
        for _ in range(2):
            self.look(self.psychologist, case)
        query = {"school": SCHOOL, "aboutId": case["id"]}
        self.assertEqual(refused(lambda: self.principal.call(CASE + "ListCaseReads", query)), "NOT_PERMITTED")

        def reads():
            rows = self.superintendent.call(CASE + "ListCaseReads", query).get("reads", [])
            return [row for row in rows if row["readerId"] == self.ids["psychologist"] and row["count"] == 2]
        await_true(reads, "the two reads are listed")

    def test_factors_keep_their_history_and_add_up_to_nothing(self):
        case = self.evaluating()
        for person, finding in ((self.security, "UNCLEAR"), (self.psychologist, "PRESENT")):
            person.call(INTAKE + "FactorService/RateFactor", ask(
                caseId=case["id"], kind="CASE_FACTOR_KIND_SPECIFICITY",
                rating={"finding": "CASE_FACTOR_FINDING_" + finding, "note": "Names a day and a door."}))
        listed = await_true(lambda: self.principal.call(INTAKE + "FactorService/ListFactors", {
            "school": SCHOOL, "caseId": case["id"]}).get("factors"), "the factor is listed")
        self.assertEqual([rating["authorId"] for rating in listed[0]["ratings"]],
                         [self.ids["security"], self.ids["psychologist"]])
        self.assertNotIn("score", json.dumps(listed).lower())
        self.assertNotIn("total", json.dumps(listed).lower())

    def test_evidence_belongs_to_an_open_case_and_every_view_is_in_its_chain(self):
        case = self.evaluating()
        post = {"kind": "KIND_SOCIAL_MEDIA", "link": "https://example.org/post/1", "description": "A post.",
                "content": base64.b64encode(picture()).decode()}
        nowhere = ask(caseId=request_id(), **post)
        self.assertEqual(refused(lambda: self.principal.call(EVIDENCE + "AddEvidence", nowhere)), "NOT_FOUND")
        kept = self.principal.call(EVIDENCE + "AddEvidence", ask(caseId=case["id"], **post))
        self.assertTrue(kept["file"]["sha256"] and kept["receivedSha256"])
        view = ask(evidenceId=kept["id"], reason="To compare the handwriting.")
        seen = self.security.call(EVIDENCE + "ViewEvidence", view)
        self.assertEqual(seen["mediaType"], "image/png")
        self.assertEqual(refused(lambda: self.security.call(EVIDENCE + "ViewEvidence", ask(evidenceId=kept["id"]))),
                         "TEXT_MISSING")
        chain = self.security.call(EVIDENCE + "HandOverEvidence", ask(
            evidenceId=kept["id"], to="Police, property room", reason="As asked, 24-1001."))["custody"]
        self.assertEqual([entry["act"] for entry in chain], ["ACT_RECEIVED", "ACT_VIEWED", "ACT_HANDED_OVER"])
        self.step(self.security, "RecordPoliceFinding", case, finding="CASE_DISPOSITION_HOAX", reference="24-1",
                  confirmedAt=at(seconds=-5))
        self.step(self.principal, "CloseCase", case, note="A joke.")
        self.assertEqual(refused(lambda: self.principal.call(EVIDENCE + "AddEvidence", ask(caseId=case["id"], **post))),
                         "CASE_NOT_OPEN")

    def test_evidence_of_bullying_and_of_suicide_risk_is_kept_where_it_belongs(self):
        file = {"kind": "KIND_FILE", "description": "A note.", "content": base64.b64encode(picture()).decode()}
        bullying = self.principal.call(INTAKE + "BullyingService/ReportBullying", ask(
            online=True, platform="a game", summary="Names, each day.", people=[TARGET]))
        mine = {"caseId": bullying["id"], "path": "CASE_PATH_BULLYING"}
        self.assertEqual(refused(lambda: self.principal.call(EVIDENCE + "AddEvidence", ask(caseId=bullying["id"], **file))), "NOT_FOUND")
        kept = self.principal.call(EVIDENCE + "AddEvidence", ask(**mine, **file))
        self.assertEqual(kept["path"], "CASE_PATH_BULLYING")
        plan = dict(person=TARGET, advocateId=self.ids["psychologist"], measures=["Sits with a friend."], checkInDays=7)
        support = INTAKE + "SupportService/OpenSupportPlan"
        self.assertEqual(refused(lambda: self.psychologist.call(support, ask(caseId=request_id(), **plan))), "NOT_FOUND")
        self.assertTrue(self.psychologist.call(support, ask(**mine, **plan))["id"])
        risk = self.psychologist.call(INTAKE + "SuicideRiskService/OpenSuicideRisk", ask(person=PERSON, concern="A note was found."))
        theirs = {"caseId": risk["id"], "path": "CASE_PATH_SUICIDE_RISK"}
        self.assertEqual(refused(lambda: self.psychologist.call(support, ask(**theirs, **plan))), "PATH_WITHOUT_TARGET")
        piece = self.psychologist.call(EVIDENCE + "AddEvidence", ask(**theirs, **file))

        def listed(person):
            return person.call(EVIDENCE + "ListEvidence", {"school": SCHOOL, "caseId": risk["id"]}).get("evidence", [])
        await_true(lambda: listed(self.psychologist), "it is listed")
        # The officer has a seat on the team, and no part in this.
        self.assertEqual(listed(self.security), [])
        view = ask(evidenceId=piece["id"], reason="To see the note.")
        self.assertEqual(refused(lambda: self.security.call(EVIDENCE + "ViewEvidence", view)), "NOT_PERMITTED")
        self.assertEqual(refused(lambda: self.security.call(EVIDENCE + "AddEvidence", ask(**theirs, **file))), "NOT_PERMITTED")
        self.assertEqual(self.psychologist.call(EVIDENCE + "ViewEvidence", ask(**view))["mediaType"], "image/png")

    def test_an_action_is_asked_for_taken_and_answered(self):
        case = self.evaluating()
        actions = INTAKE + "ThreatActionService/"
        action = self.principal.call(actions + "AskThreatAction", ask(
            caseId=case["id"], kind="THREAT_ACTION_KIND_REVIEW_FOOTAGE", place="north stairs", note="Monday 8:00."))
        self.security.call(actions + "TakeThreatAction", ask(actionId=action["id"]))
        done = self.security.call(actions + "CloseThreatAction", ask(
            actionId=action["id"], done=True, outcome="Nobody was there."))
        self.assertEqual(done["state"], "STATE_DONE")
        await_true(lambda: self.principal.call(actions + "ListThreatActions", {
            "school": SCHOOL, "caseId": case["id"]}).get("actions"), "the action is listed")

    def test_a_target_is_supported_and_a_student_referred_with_consent(self):
        case = self.evaluating()
        support = INTAKE + "SupportService/"
        plan = self.psychologist.call(support + "OpenSupportPlan", ask(
            caseId=case["id"], person=TARGET, advocateId=self.ids["psychologist"],
            measures=["Walks to the bus with an adult."], checkInDays=7))
        asked = self.psychologist.call(support + "RecordCheckIn", ask(
            planId=plan["id"], feeling="SUPPORT_FEELING_UNSAFE", note="Was followed home."))
        self.assertEqual(asked["checkIns"][-1]["feeling"], "SUPPORT_FEELING_UNSAFE")
        self.assertNotEqual(asked["nextCheckInAt"], plan["nextCheckInAt"])
        referral = INTAKE + "ReferralService/"
        providers = self.psychologist.call(referral + "ListProviders", {"school": SCHOOL})["providers"]
        self.assertIn("211, then 1, then 1", [one["phone"] for one in providers])
        opened = self.psychologist.call(referral + "OpenReferral", ask(
            caseId=case["id"], person=PERSON, providerId="family-clinic", need="Sleep, anger.", dueAt=at(days=5)))
        made = ask(referralId=opened["id"])
        self.assertEqual(refused(lambda: self.psychologist.call(referral + "MakeReferral", made)), "CONSENT_MISSING")
        self.psychologist.call(referral + "RecordConsent", ask(
            referralId=opened["id"], consent="REFERRAL_CONSENT_GIVEN", by="mother, by telephone"))
        self.psychologist.call(referral + "MakeReferral", ask(referralId=opened["id"]))
        closed = self.psychologist.call(referral + "CloseReferral", ask(
            referralId=opened["id"], outcome="REFERRAL_OUTCOME_ENGAGED", note="Seen twice."))
        self.assertEqual(closed["state"], "STATE_CLOSED")

    def test_cyberbullying_goes_its_own_way_without_a_level(self):
        bullying = INTAKE + "BullyingService/"
        case = self.principal.call(bullying + "ReportBullying", ask(
            online=True, summary="A group chat makes fun of a student.", platform="a group chat", people=[TARGET]))
        decide = {"bullyingId": case["id"], "finding": "BULLYING_FINDING_SUBSTANTIATED", "reason": "The chat shows it.",
                  "measures": "Talks, seats, a mentor."}
        self.principal.call(bullying + "TakeBullying", ask(bullyingId=case["id"]))
        self.assertEqual(refused(lambda: self.principal.call(bullying + "DecideBullying", ask(**decide))), "STEPS_OPEN")
        for step in ("KEEP_EVIDENCE", "SUPPORT_TARGET", "TELL_TARGETS_PARENTS", "REPORT_TO_PLATFORM"):
            self.principal.call(bullying + "RecordBullyingStep", ask(
                bullyingId=case["id"], step="BULLYING_STEP_" + step, note="Done."))
        decided = self.principal.call(bullying + "DecideBullying", ask(**decide))
        self.assertEqual(decided["state"], "STATE_FOLLOWED_UP")
        self.assertNotIn("level", decided)

    def test_a_suicide_risk_is_a_path_of_its_own_linked_to_the_case(self):
        case = self.evaluating()
        path = INTAKE + "SuicideRiskService/"
        risk = self.principal.call(path + "OpenSuicideRisk", ask(
            caseId=case["id"], person=PERSON, concern="Said good-bye in a letter."))
        self.assertEqual(self.look(self.principal, case)["suicideRiskId"], risk["id"])
        screen = {"suicideRiskId": risk["id"], "step": "SUICIDE_RISK_STEP_SCREEN", "note": "With the nurse."}
        self.assertEqual(refused(lambda: self.principal.call(path + "RecordSuicideRiskStep", ask(**screen))),
                         "MENTAL_HEALTH_ONLY")
        self.psychologist.call(path + "RecordSuicideRiskStep", ask(**screen))
        self.assertEqual(refused(lambda: self.security.call(path + "GetSuicideRisk", {
            "school": SCHOOL, "suicideRiskId": risk["id"]})), "NOT_PERMITTED")

    def test_the_next_school_accepts_the_plan_and_goes_on_with_it(self):
        case, plan = self.very_serious_with_plan()
        offer = self.principal.call(TRANSFER + "OfferTransfer", ask(
            caseId=case["id"], toSchool=NEXT_SCHOOL, summary="A plan after a threat with a knife.", planId=plan["id"]))
        there = {"requestId": request_id(), "school": NEXT_SCHOOL, "transferId": offer["id"]}
        self.assertIsNotNone(refused(lambda: self.principal.call(TRANSFER + "AcceptTransfer", there)))
        accepted = self.threat.call(TRANSFER + "AcceptTransfer", there)
        taken_over = self.look(self.threat, {"id": accepted["newCaseId"]}, NEXT_SCHOOL)
        self.assertEqual((taken_over["state"], taken_over["level"]), ("STATE_PLAN_ACTIVE", LEVEL + "VERY_SERIOUS"))
        self.assertEqual(len(taken_over["reviews"]), 4)
        self.assertNotIn("exactWords", taken_over)
        self.assertEqual(self.look(self.principal, case)["transferredTo"], NEXT_SCHOOL)
        await_true(lambda: self.principal.call(TRANSFER + "ListTransfers", {"school": SCHOOL, "outgoing": True}).get(
            "transfers"), "the sending school sees it")

    def test_nothing_of_a_case_is_readable_outside_of_it(self):
        self.interview(self.evaluating())
        files = self.stack.on_disk(lambda path: "nats" in path.relative_to(self.stack.dir).parts)
        self.assertTrue(files)
        for path, data in {**files, **self.stack.logs()}.items():
            self.assertNotIn(CANARY.encode(), data, path)


if __name__ == "__main__":
    unittest.main()
