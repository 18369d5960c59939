#!/usr/bin/env python3
"""The scripted day, driven over HTTP against a running system: every step is printed and checked.

usage: demo.py      at $WATCHBELL_URL, with the sinks at $SINK_HTTP_PORT; exit status 1 at the first step that fails"""
import base64
import json
import os
import subprocess
import uuid

from connect import Gateway
from stage import (NOTICES, SCHOOL, URL, await_true, check, day, everybody_told, forget_messages, messages, notice_about,
                   refused, request, sign_in, step)

ARCHIVE = os.environ.get("DEMO_DISTRICT", os.path.join(os.environ.get("RUN_DIR", ".run"), "demo-district.zip"))
VISITS, WATCHLIST = "watchbell.visitor.v1.VisitService/", "watchbell.visitor.v1.WatchlistService/"
ALARMS = "watchbell.alerting.v1.AlarmService/"
BADGES, AGENCY = "watchbell.visitor.v1.BadgeService/", "watchbell.visitor.v1.AgencyService/"
DIRECTORY, TIPS = "watchbell.notification.v1.DirectoryService/", "watchbell.threat_intake.v1.TipService/"
# An invented licence.
LICENCE = ("@\n\x1e\rANSI 636006090001DL00290100DLDAQ987654321\nDCSROE\nDACJANE\nDADQ\nDBB03041985\nDBA01012030\n"
           "DBC2\n\r")
# A white page, as a scanner sends it.
PAGE = ("iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIPuX1hD77SAA6VEEAoFAIBAIBAKBQCAQ"
        "fA8Gpwvw4qrwDDIAAAAASUVORK5CYII=")


def import_district(operator):
    step("The district's OneRoster files are imported")
    with open(ARCHIVE, "rb") as file:
        archive = base64.b64encode(file.read()).decode()
    last = {}
    for last in operator.stream(DIRECTORY + "ImportDistrict", {"requestId": str(uuid.uuid4()), "archive": archive}):
        pass
    check("the import ends with everybody known", last.get("stage") == "STAGE_DONE")
    check("a second import changes nothing", [*operator.stream(
        DIRECTORY + "ImportDistrict", {"requestId": str(uuid.uuid4()), "archive": archive})][-1].get("total", 0) == 0)
    schools = operator.call(DIRECTORY + "ListSchools", {})["schools"]
    check(f"{SCHOOL} is one of {len(schools)} schools", SCHOOL in [school["code"] for school in schools])


def front_door(clerk, security):
    step("A visitor's licence is scanned")
    arrival = request(barcode=LICENCE, purpose="Volunteer", contactEmail="visitor@family.example")
    visit = clerk.call(VISITS + "CheckIn", arrival)
    check("clear: on site, with a badge", visit["state"] == "STATE_ON_SITE" and len(visit["badge"]) == 6)
    check("scanned again by mistake it is the same visit", clerk.call(VISITS + "CheckIn", arrival)["id"] == visit["id"])
    label = clerk.call(BADGES + "RenderBadge", {"school": SCHOOL, "visitId": visit["id"], "size": "BADGE_SIZE_62X100_MM",
                                                    "format": "BADGE_FORMAT_PDF"})
    check("the badge is a page to print", base64.b64decode(label["content"]).startswith(b"%PDF"))
    inside = clerk.call(VISITS + "ListOnSite", {"school": SCHOOL, "pageSize": 500})["visits"]
    check("on the list of who is inside", visit["id"] in [one["id"] for one in inside])

    step("Somebody on the watch list comes to the desk under a short name")
    surname = "Quimby" + uuid.uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
    security.call(WATCHLIST + "AddEntry", request(entry={
        "kind": "KIND_BANNED", "givenName": "William", "familyName": surname, "dateOfBirth": "1979-05-06",
        "description": "tall, red beard", "documentRef": "school board, 12 May 2026", "issuer": "the district",
        "startsOn": "2026-05-12", "expiresOn": "2028-06-30", "wholeSchool": True}))
    manual = {"givenName": "Bill", "familyName": surname, "dateOfBirth": "1979-05-06", "documentKind": "KIND_OTHER"}
    held = clerk.call(VISITS + "CheckIn", request(manual=manual, purpose="Pick-up"))
    check("held, without a badge", held["state"] == "STATE_HELD" and not held.get("badge"))
    check("with the reason", held["matches"][0]["nameGrade"] == "STRONG" and held["matches"][0]["dobGrade"] == "SAME")
    forget_messages()
    denied = clerk.call(VISITS + "DecideMatch", request(visitId=held["id"], decision="MATCH_DECISION_MATCH"))
    check("a person compares and confirms: denied", denied["state"] == "STATE_DENIED")
    told = await_true("the right staff are told", lambda: [m for m in messages() if "front desk" in json.dumps(m)])
    check("without the visitor's name", surname.lower() not in json.dumps(told).lower())
    return visit


def federal_officers(clerk, principal, counsel):
    step("Federal officers with an administrative form wait outside until counsel refuses")
    ids = {name: who.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
           for name, who in (("principal", principal), ("counsel", counsel), ("superintendent", sign_in("superintendent")))}
    sign_in("superintendent").call(AGENCY + "AssignContacts", request(
        administratorIds=[ids["principal"]], counselIds=[ids["counsel"]], superintendentId=ids["superintendent"]))
    forget_messages()
    visit = clerk.call(AGENCY + "RecordArrival", request(
        capacity="CAPACITY_OUTSIDE_AGENCY", place="main door", agency="a federal agency", peopleCount=2))

    def then(person, name, **fields):
        return person.call(AGENCY + name, request(visitId=visit["id"], **fields))

    officer = {"name": "J. Doe", "title": "Officer", "badgeNumber": "1", "agency": "a federal agency"}
    then(clerk, "IdentifyOfficers", identity={"officers": [officer], "contact": "555-0100", "authorityClaimed": "a form",
                                              "purpose": "to speak with somebody"})
    then(clerk, "CaptureDocument", content=PAGE, pages=1, facts={
        "statedKind": "AGENCY_DOCUMENT_KIND_I_205", "courtInHeading": "SEEN_NO", "signerTitle": "SIGNER_TITLE_OFFICER"})
    then(clerk, "HandToAdministrator")
    then(principal, "TakeReview")
    waiting = then(principal, "ContactCounsel")
    check("they wait outside for counsel", waiting["state"] == "STATE_LEGAL_REVIEW")
    seen = counsel.call(AGENCY + "GetAgencyVisit", {"school": SCHOOL, "visitId": visit["id"]})
    check("the form is advised to be an administrative one",
          seen["visit"]["documents"][0]["advice"]["kind"] == "AGENCY_DOCUMENT_KIND_I_205")
    check("the principal cannot let them in", refused(lambda: then(principal, "Authorise")) == "permission_denied")
    then(counsel, "Refuse", reason="AGENCY_REFUSAL_REASON_ADMINISTRATIVE_ONLY", words="We cannot let you in on this form.")
    then(clerk, "RecordDeparture", taken="nothing")
    then(principal, "ProposeNotice", audience="AGENCY_NOTICE_AUDIENCE_FAMILIES",
         wording="AGENCY_NOTICE_WORDING_STAYED_OUTSIDE")
    check("families are told nothing before counsel agrees", not any("stayed outside" in json.dumps(m) for m in messages()))
    closed = then(counsel, "DecideNotice", approved=True)
    check("then it is over", closed["state"] == "STATE_CLOSED")
    await_true("and families are told", lambda: any("stayed outside" in json.dumps(m) for m in messages()))
    for notice in principal.call(NOTICES + "ListNotices", {"school": SCHOOL, "aboutId": visit["id"]})["notices"]:
        everybody_told(principal, notice)


def anonymous_tip(security):
    step("An anonymous tip comes in")
    person = security.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
    sign_in("principal").call(DIRECTORY + "AssignDuty", request(personIds=[person]))
    await_true("somebody is on duty", lambda: person in [one["personId"] for one in security.call(
        "watchbell.notification.v1.DutyService/GetDuty", {"school": SCHOOL}).get("answering", [])])
    forget_messages()
    nobody, tip = Gateway(URL), request(category="CATEGORY_THREAT", text="Somebody showed a knife on the bus", place="bus 7")
    receipt = nobody.call(TIPS + "SubmitTip", tip)
    check("a receipt is given", len(receipt["receiptCode"]) == 26)
    check("sent twice it is the same receipt", nobody.call(TIPS + "SubmitTip", tip) == receipt)
    await_true("it reaches the duty person", lambda: [m for m in messages() if "tip" in json.dumps(m).lower()])
    open_tips = security.call(TIPS + "ListTips", {"school": SCHOOL, "pageSize": 500})["tips"]
    read = next(one for one in open_tips if one["id"] == receipt["tipId"])
    check("staff read it, and that it names a danger to life", "knife" in read["text"] and read["lifeSafety"])
    check("a teacher may not", refused(lambda: sign_in("teacher").call(
        TIPS + "GetTip", {"school": SCHOOL, "tipId": receipt["tipId"]})) == "permission_denied")
    security.call(TIPS + "AcknowledgeTip", request(tipId=receipt["tipId"]))
    status = nobody.call(TIPS + "GetTipStatus", {"school": SCHOOL, "tipId": receipt["tipId"], "receiptCode": receipt["receiptCode"]})
    check("the sender sees that a person has read it", status["state"] == "STATE_ACKNOWLEDGED")


def peace(principal):
    """Ends what an earlier day left open."""
    for incident in principal.call(ALARMS + "ListOpenIncidents", {}).get("incidents", []):
        if incident["school"] == SCHOOL:
            principal.call(ALARMS + "TakeCommand", request(incidentId=incident["id"]))
            principal.call(ALARMS + "ConfirmPolice", request(incidentId=incident["id"], reference="CAD-2026-1016"))
            principal.call(ALARMS + "Cancel", request(incidentId=incident["id"], reason="left open by an earlier run"))
    await_true("the door is open", lambda: not principal.call(
        "watchbell.visitor.v1.EmergencyService/GetDoor", {"school": SCHOOL}).get("closed"))


def lockdown(teacher, principal, clerk):
    step("A panic press locks the school down")
    forget_messages()
    dispatcher = sign_in("dispatcher")

    def documents():
        return dispatcher.page("/cap/feed.atom")[2].count(b"<entry>")

    before = documents()
    press = request(action="ACTION_LOCKDOWN", detail={"place": "north entrance"})
    incident = teacher.call(ALARMS + "Raise", press)
    check("the incident is open", incident["state"] == "STATE_OPEN" and incident["action"] == "ACTION_LOCKDOWN")
    check("pressed twice it is one incident", teacher.call(ALARMS + "Raise", press)["id"] == incident["id"])
    check("a second person's press joins it", clerk.call(ALARMS + "Raise", request(action="ACTION_LOCKDOWN"))["id"]
          == incident["id"])
    notice = notice_about(principal, incident, "lockdown")
    everybody_told(principal, notice)
    arrived = messages()
    check("by mail", any(m["channel"] == "email" and "LOCKDOWN" in json.dumps(m) for m in arrived))
    check("and by signed webhook", any(m["channel"] == "webhook" and "webhook-signature" in json.dumps(m).lower()
                                       for m in arrived))
    check("the visitor inside too", any("visitor@family.example" in json.dumps(m) for m in arrived))
    check("nothing says where (N9)", "north entrance" not in json.dumps(arrived))
    await_true("partners find it as a CAP document", lambda: documents() > before)
    await_true("911 is called, with the place", lambda: any("north entrance" in line["body"] for line in messages(police=True)))
    teacher.call(NOTICES + "Acknowledge", request(noticeId=notice["id"]))
    seen = principal.call(NOTICES + "ListUnreached", {"school": SCHOOL, "noticeId": notice["id"]})
    check("the teacher's acknowledgement is recorded", seen.get("acknowledged", 0) >= 1)

    step("The lockdown is released by the rules")
    release = request(incidentId=incident["id"])
    check("not by a teacher", refused(lambda: teacher.call(ALARMS + "Release", release)) == "permission_denied")
    check("not before somebody commands", refused(lambda: principal.call(ALARMS + "Release", release)) == "permission_denied")
    principal.call(ALARMS + "TakeCommand", request(incidentId=incident["id"]))
    check("not before the police confirm", refused(lambda: principal.call(ALARMS + "Release", release)) == "failed_precondition")
    principal.call(ALARMS + "ConfirmPolice", request(incidentId=incident["id"], reference="CAD-2026-1017"))
    released = principal.call(ALARMS + "Release", release)
    check("then it is over", released["state"] == "STATE_RELEASED")
    everybody_told(principal, notice_about(principal, incident, "release"))


def may_lead_drills(principal):
    person = principal.call("watchbell.gateway.v1.SessionService/GetSession", {})["personId"]
    trainings = "watchbell.alerting.v1.TrainingService/"
    for topic in ("RESPONSE_PROTOCOL", "DRILL_LEADERSHIP"):
        principal.call(trainings + "RecordTraining", request(personId=person, topic="TRAINING_TOPIC_" + topic,
                                                             completedOn=day(-1), expiresOn=day(300)))
    await_true("who leads it is trained for it", lambda: principal.call(trainings + "CheckTraining", {
        "school": SCHOOL, "personId": person, "task": "TRAINED_TASK_LEAD_DRILL"}).get("may"))


def drill(principal):
    step("A lockdown drill")
    forget_messages()
    may_lead_drills(principal)
    exercise = principal.call(ALARMS + "StartDrill", request(action="ACTION_LOCKDOWN"))
    check("is marked as one", exercise["drill"])
    everybody_told(principal, notice_about(principal, exercise, "lockdown"))
    texts = [f"{m.get('subject', '')} {m.get('body', '')}" for m in messages()]
    words = ("DRILL", "SIMULACRO", "SIMULADO", "EGZ")
    unmarked = [text for text in texts if not any(word in text for word in words)]
    check(f"and every message begins with the word for it {unmarked[:2] or ''}".rstrip(), texts and not unmarked)
    check("and nobody called the police", not messages(police=True))
    real = sign_in("teacher").call(ALARMS + "Raise", request(action="ACTION_LOCKDOWN"))
    check("a real alarm ends it", real["id"] != exercise["id"] and not real.get("drill"))
    ended = principal.call(ALARMS + "GetIncident", {"school": SCHOOL, "incidentId": exercise["id"]})
    check("and says so", ended["state"] == "STATE_PREEMPTED")
    principal.call(ALARMS + "TakeCommand", request(incidentId=real["id"]))
    principal.call(ALARMS + "ConfirmPolice", request(incidentId=real["id"], reference="CAD-2026-1018"))
    cancelled = principal.call(ALARMS + "Cancel", request(incidentId=real["id"], reason="a balloon burst"))
    check("the false alarm is closed with its reason", cancelled["state"] == "STATE_CANCELLED")
    everybody_told(principal, notice_about(principal, real, "false_alarm"))


def main():
    if not os.path.exists(ARCHIVE):
        subprocess.run(["build/bin/watchbell", "generate-district", "--out", ARCHIVE], check=True, stdout=subprocess.DEVNULL)
    clerk, teacher, principal, security = (sign_in(name) for name in ("clerk", "teacher", "principal", "security"))
    import_district(sign_in("operator"))
    peace(principal)
    visit = front_door(clerk, security)
    federal_officers(clerk, principal, sign_in("counsel"))
    anonymous_tip(security)
    lockdown(teacher, principal, clerk)
    drill(principal)
    step("The visitor leaves")
    left = clerk.call(VISITS + "CheckOut", request(visitId=visit["id"]))
    check("checked out", left["state"] == "STATE_LEFT")
    print("demo: every step is as it should be")


if __name__ == "__main__":
    main()
