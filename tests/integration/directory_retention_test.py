"""The end of people in the directory: who left, and whoever changed school, with what families said of them."""
import csv
import io
import pathlib
import sys
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from district import load_users, person_id, students_of  # noqa: E402
from erasure import ErasureCase  # noqa: E402
from refusal import error_of  # noqa: E402
from stack import SCHOOL, SMALL, await_true, import_district, metric, request_id, retry  # noqa: E402

CONTACTS = "watchbell.notification.v1.ContactService/"
CUSTODY = "watchbell.notification.v1.CustodyService/"
DIRECTORY = "watchbell.notification.v1.DirectoryService/"
PARTNERS = "watchbell.notification.v1.PartnerService/"
PLANS = "watchbell.notification.v1.FamilyPlanService/"
RETENTION = "watchbell.notification.v1.RetentionService/"
CANARY = "Zanzibarsson"
DELTA = {"manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"}


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


class DirectoryRetention(ErasureCase):
    def setUp(self):
        super().setUp()
        self.people = load_users(self.stack)
        self.principal, self.operator, self.coordinator, self.counsel = (
            self.stack.sign_in(name) for name in ("principal", "operator", "coordinator", "counsel"))
        self.student, self.guardian = next(
            (student, self.people[guardian]) for student in students_of(self.people)
            for guardian in student["agentSourcedIds"].split(",") if guardian and self.stands_here(guardian))
        self.child, self.mother = person_id(self.student["sourcedId"]), person_id(self.guardian["sourcedId"])

    def stands_here(self, guardian):
        """Whoever has children at two schools stands under the first of them."""
        return self.people[guardian]["role"] != "relative" and self.get(person_id(guardian))["school"] == SCHOOL

    def ask(self, method, **fields):
        return self.principal.call(method, {"school": SCHOOL, "requestId": request_id(), **fields})

    def get(self, who):
        return self.principal.call(DIRECTORY + "GetPerson", {"school": SCHOOL, "personId": who})

    def change(self, *rows):
        """A delta with these rows of users.csv; how many people it wrote."""
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "dateLastModified": "2026-11-20T10:00:00Z"} for row in rows)
        done = import_district(self.operator, zipped({**DELTA, "users.csv": text.getvalue()}))
        self.assertEqual(done["stage"], "STAGE_DONE", done)
        return done.get("changed", 0) + done.get("removed", 0)

    def leave(self, *users):
        self.assertGreaterEqual(self.change(*({**user, "status": "tobedeleted"} for user in users)), len(users))

    def say_all_there_is_to_say(self):
        """The subjects under which the record then holds the canary's name."""
        code = self.ask(PLANS + "IssueFamilyLink", studentId=self.child, guardianId=self.mother)["code"]
        adult = self.stack.anonymous().call(PLANS + "ProposeAdult", {
            "requestId": request_id(), "code": code, "givenName": "Ines", "familyName": CANARY,
            "relation": "aunt"})["adults"][-1]["id"]
        plan = self.ask(PLANS + "DecideProposal", studentId=self.child, adultId=adult, confirm=True)
        custody = self.ask(CUSTODY + "BarAdult", studentId=self.child, adult={
            "givenName": "Otto", "familyName": CANARY, "documentRef": "FA-26-0042", "startsOn": "2026-01-01"})
        self.ask(CONTACTS + "AddContact", personId=self.mother, channel="CHANNEL_EMAIL",
                 address=f"{CANARY}@families.example".lower())
        record = "record.notification.v1."
        self.custody, self.plan = custody["id"], plan["id"]
        return [f"{record}person.{SCHOOL}.{self.child}", f"{record}person.{SCHOOL}.{self.mother}",
                f"{record}custody.district.{self.custody}", f"{record}family-plan.district.{self.plan}"]

    def erased(self):
        return metric(self.stack, "notification", "watchbell_ledger_erased_total")

    def keep_nobody_who_left(self, holds=()):
        self.keep({"notification": {"person": {"left": 0}, "partner": {"retired": 0}}}, holds)
        self.stack.restart("notification")
        retry(lambda: self.principal.call(DIRECTORY + "ListSchools", {}))

    def test_who_left_is_gone_with_custody_and_family_plan_and_comes_back_as_somebody_new(self):
        subjects = self.say_all_there_is_to_say()
        fire = self.ask(PARTNERS + "SavePartner", partner={
            "kind": "KIND_FIRE", "name": "Engine 9", "phone": "+12035550911", "contactName": CANARY})
        self.ask(PARTNERS + "RetirePartner", partnerId=fire["id"])
        subjects.append(f"record.notification.v1.partner.{SCHOOL}.{fire['id']}")
        self.leave(self.student, self.guardian)
        before = self.files()
        for subject in subjects:
            self.assertNotEqual(self.what_opens(before, subject), [], subject)
        self.keep_nobody_who_left()
        await_true(lambda: self.erased() >= len(subjects), "whatever was over is erased")
        await_true(lambda: not any(self.what_opens(self.files(), subject) for subject in subjects), "no byte of it is left")
        for path, data in self.files().items():
            self.assertNotIn(CANARY.lower().encode(), data.lower(), path)

        with zipfile.ZipFile(self.stack.dir / f"district-{len(SMALL)}.zip") as archive:
            everybody = {name: archive.read(name) for name in archive.namelist()}
        done = import_district(self.operator, zipped(everybody))
        self.assertEqual((done["stage"], done["added"], done.get("removed", 0)), ("STAGE_DONE", 2, 0))
        self.assertEqual(self.get(self.child)["familyName"], self.student["familyName"])
        self.assertNotIn(CANARY.lower(), str(self.get(self.mother)).lower())
        self.assertEqual(self.principal.call(CUSTODY + "GetCustody", {"school": SCHOOL, "studentId": self.child})
                         .get("barred", []), [])

    def test_a_hold_on_custody_holds_the_student(self):
        subjects = self.say_all_there_is_to_say()
        self.leave(self.student, self.guardian)
        self.keep_nobody_who_left(holds=[self.custody])
        await_true(lambda: not self.what_opens(self.files(), subjects[1]), "the guardian is erased")
        files = self.files()
        for subject in (subjects[0], *subjects[2:]):
            self.assertNotEqual(self.what_opens(files, subject), [], subject)

    def test_whoever_changes_school_leaves_nothing_under_the_old_one(self):
        old = f"record.notification.v1.person.{SCHOOL}.{self.child}"
        other = next(code for code in (school["code"] for school in self.principal.call(DIRECTORY + "ListSchools", {})["schools"])
                     if code != SCHOOL)
        self.assertNotEqual(self.what_opens(self.files(), old), [])
        self.change({**self.student, "status": "active", "orgSourcedIds": "school-02"})
        self.assertEqual(self.what_opens(self.files(), old), [])
        self.assertNotEqual(self.what_opens(self.files(), f"record.notification.v1.person.{other}.{self.child}"), [])
        self.assertEqual(self.coordinator.call(DIRECTORY + "GetPerson", {"school": other, "personId": self.child})["school"], other)
        # And back again, although the mark of the erasure is still there.
        self.change({**self.student, "status": "active"})
        self.assertEqual(self.get(self.child)["school"], SCHOOL)
        self.assertNotEqual(self.what_opens(self.files(), old), [])

    def test_two_people_erase_somebody_before_the_time(self):
        erasure = self.coordinator.call(RETENTION + "RequestErasure", {
            "requestId": request_id(), "school": SCHOOL, "aggregate": "person", "aggregateId": self.mother,
            "reason": "asked by letter"})
        confirm = {"requestId": request_id(), "school": SCHOOL, "erasureId": erasure["id"]}
        self.assertEqual(error_of(lambda: self.coordinator.call(RETENTION + "ConfirmErasure", confirm)), "permission_denied")
        done = self.counsel.call(RETENTION + "ConfirmErasure", {**confirm, "requestId": request_id()})
        self.assertEqual(done["state"], "STATE_DONE")
        self.assertEqual(error_of(lambda: self.get(self.mother)), "not_found")
        self.assertEqual(self.what_opens(self.files(), f"record.notification.v1.person.{SCHOOL}.{self.mother}"), [])


if __name__ == "__main__":
    unittest.main()
