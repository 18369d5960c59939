"""The directory through the gateway: imports, contact points, households, duty, partners, and the family's own plan."""
import base64
import csv
import datetime
import io
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from district import load_users, person_id, students_of  # noqa: E402
from stack import BIN, PASSWORD, SCHOOL, SMALL, Refused, Stack, await_true, import_district, request_id  # noqa: E402

CONTACTS = "watchbell.notification.v1.ContactService/"
CUSTODY = "watchbell.notification.v1.CustodyService/"
DIRECTORY = "watchbell.notification.v1.DirectoryService/"
DUTY = "watchbell.notification.v1.DutyService/"
PARTNERS = "watchbell.notification.v1.PartnerService/"
PLANS = "watchbell.notification.v1.FamilyPlanService/"
RESOURCES = "watchbell.notification.v1.FamilyResourceService/"
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
DELTA_OF_USERS = "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"


def zipped(files, folder=""):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return packed.getvalue()


class Directory(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.people = load_users(cls.stack)
        cls.students = [user for user in students_of(cls.people) if len(cls.guardians_of(user)) >= 2]
        for name in ("clerk", "principal", "security", "coordinator", "teacher", "operator"):
            setattr(cls, name, cls.stack.sign_in(name))

    @classmethod
    def guardians_of(cls, student):
        return [cls.people[one] for one in student["agentSourcedIds"].split(",") if cls.people[one]["role"] != "relative"]

    def files(self):
        with zipfile.ZipFile(self.stack.dir / f"district-{len(SMALL)}.zip") as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    def ask(self, method, person=None, **fields):
        return (person or self.principal).call(method, {"school": SCHOOL, "requestId": request_id(), **fields})

    def read(self, method, person=None, **fields):
        return (person or self.principal).call(method, {"school": SCHOOL, **fields})

    def assert_refused(self, reason, call):
        with self.assertRaises(Refused) as refused:
            call()
        self.assertIn(reason, refused.exception.args)

    def person(self, source):
        return self.read(DIRECTORY + "GetPerson", personId=person_id(source))

    def run_import(self, archive, **more):
        return import_district(self.operator, archive, **more)

    # Imports.

    def test_a_dry_run_shows_who_would_go_and_a_mass_departure_is_refused(self):
        files = self.files()
        rows = list(csv.DictReader(io.StringIO(files["users.csv"])))
        for row in rows[::3]:
            row["status"] = "tobedeleted"
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        archive = zipped({**files, "users.csv": text.getvalue()})
        said = list(self.operator.stream(DIRECTORY + "ImportDistrict", {
            "requestId": request_id(), "archive": base64.b64encode(archive).decode(), "dryRun": True}))
        told = next(one for one in said if "schools" in one)
        self.assertEqual(said[-1]["stage"], "STAGE_DONE")
        self.assertTrue(told["suspicious"])
        self.assertEqual(sum(one.get("removed", 0) for one in told["schools"]), len(rows[::3]))
        gone = [one for one in told["samples"] if one["change"] == "CHANGE_REMOVED" and one["school"] == SCHOOL]
        self.assertEqual(len(gone), 5)
        self.assertTrue(all(one["familyName"] for one in gone))
        self.assert_refused("MASS_REMOVAL", lambda: self.run_import(archive))
        self.assertEqual(self.run_import(zipped(files)).get("removed", 0), 0)

    def test_a_delta_in_a_folder_changes_one_person_and_leaves_the_rest(self):
        teacher = next(user for user in self.people.values()
                       if user["role"] == "teacher" and user["orgSourcedIds"] == "school-01")
        row = {**teacher, "status": "active", "dateLastModified": "2026-11-20T10:00:00Z", "familyName": "Quackenbush"}
        text = io.StringIO()
        writer = csv.DictWriter(text, row.keys())
        writer.writeheader()
        writer.writerow(row)
        done = self.run_import(zipped({"manifest.csv": DELTA_OF_USERS, "users.csv": text.getvalue()}, "export/2026/"))
        self.assertEqual((done["stage"], done["changed"], done.get("removed", 0)), ("STAGE_DONE", 1, 0))
        found = await_true(lambda: self.read(DIRECTORY + "SearchPeople", name="quack " + teacher["givenName"][:2])
                           .get("people"), "found by the new name")
        self.assertEqual(found[0]["id"], person_id(teacher["sourcedId"]))
        self.assertEqual(self.run_import(zipped(self.files()))["changed"], 1)

    def test_an_error_names_file_line_and_column_and_changes_nothing(self):
        files = self.files()
        wrong = files["users.csv"].replace("familyName", "surname", 1)
        failed = self.run_import(zipped({**files, "users.csv": wrong}))
        self.assertEqual(failed["stage"], "STAGE_FAILED")
        self.assertEqual([(one["file"], one["line"], one["column"]) for one in failed["errors"]],
                         [("users.csv", 1, "familyName")])

    def test_a_number_that_nobody_can_dial_is_said_and_stops_nothing(self):
        files = self.files()
        undialled = re.sub(r"\+1\d{10}", "none", files["users.csv"], count=1)
        done = self.run_import(zipped({**files, "users.csv": undialled}))
        self.assertEqual((done["stage"], done["changed"], len(done["errors"])), ("STAGE_DONE", 1, 1))
        self.assertIn("left out", done["errors"][0]["problem"])
        self.assertNotIn("errors", self.run_import(zipped(files)))

    def test_an_export_of_windows_with_odd_lines_is_taken_and_each_of_them_is_said(self):
        files = self.files()
        users = files["users.csv"].replace("@", "(at)", 1)
        row = dict.fromkeys(users.splitlines()[0].split(","), "")
        row.update(sourcedId="odd-1", role="ext:volunteer", givenName="Vi", familyName="Lee")
        users += ",".join(row.values()) + "\n"
        sent = {name: text.replace("\n", "\r\n").encode("utf-16") for name, text in {**files, "users.csv": users}.items()}
        done = self.run_import(zipped(sent, "District Export\\"), dryRun=True)
        self.assertEqual((done["stage"], done.get("added", 0), done["changed"], done.get("removed", 0)),
                         ("STAGE_DONE", 0, 1, 0))
        said = [(one["file"], one["line"], one["column"]) for one in done["errors"]]
        last = len(files["users.csv"].splitlines()) + 1
        self.assertEqual(said[1], ("users.csv", last, "role"))
        self.assertEqual((said[0][0], said[0][2], len(said)), ("users.csv", "email", 2))

    def tool(self, *arguments, user="operator"):
        password = self.stack.dir / "password"
        password.write_text(PASSWORD + "\n")
        return subprocess.run([BIN / "watchbell", "import", *arguments, "--url", self.stack.url, "--user", user,
                               "--password-file", password], capture_output=True, text=True, check=False)

    def test_the_operators_tool_imports_a_folder_shows_progress_and_names_each_fault_by_its_line(self):
        folder = self.stack.dir / "export"
        folder.mkdir()
        files = {**self.files(), "courses.csv": "sourcedId,title\nc1,Chemistry\n", "userProfiles.csv": "password\nhunter2\n"}
        for name, text in files.items():
            (folder / name).write_text(text)
        (folder / "orgs.csv").rename(folder / "Orgs.CSV")
        done = self.tool(folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("reading the files\n", done.stdout)
        self.assertRegex(done.stdout, r"\d+ added, \d+ changed, 0 removed, \d+ unchanged\n$")
        rows = files["users.csv"].splitlines(keepends=True)
        (folder / "users.csv").write_text("".join(rows[:1] + rows[2:]))
        tried = self.tool(folder, "--dry-run")
        self.assertIn("would be: 0 added", tried.stdout)
        self.assertIn("1 removed", tried.stdout)
        self.assertEqual(self.run_import(zipped(self.files())).get("added", 0), 0, "the dry run changed nothing")
        (folder / "users.csv").write_text("".join(rows[:3] + [rows[3].replace("@", "@@", 1)] + rows[4:]))
        odd = self.tool(folder, "--dry-run")
        self.assertEqual(odd.returncode, 0)
        self.assertRegex(odd.stderr, r"^users\.csv:4: email is no mail address; it is left out\n$")
        (folder / "users.csv").write_text("".join([rows[0].replace("familyName", "surname")] + rows[1:]))
        failed = self.tool(folder)
        self.assertEqual(failed.returncode, 1)
        self.assertRegex(failed.stderr, r"^users\.csv:1: familyName ")
        (folder / "orgs.csv").write_text(files["orgs.csv"])
        self.assertIn("FILE_TWICE", self.tool(folder).stderr)
        for file in folder.iterdir():
            file.unlink()
        self.assertIn("no orgs.csv or users.csv", self.tool(folder).stderr)
        (folder / "orgs.csv").write_text(files["orgs.csv"])
        self.assertIn("users.csv: is not in the archive\n", self.tool(folder).stderr)
        refused = self.tool(folder, user="teacher")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("NOT_PERMITTED", refused.stderr)

    def test_people_are_found_by_two_letters_page_by_page_and_only_at_the_own_school(self):
        self.assert_refused("NAME_TOO_SHORT", lambda: self.read(DIRECTORY + "SearchPeople", name="a"))
        name = self.students[0]["familyName"][:3]
        everybody, token = [], ""
        while True:
            page = self.read(DIRECTORY + "SearchPeople", name=name, pageSize=2, pageToken=token)
            everybody += [one["id"] for one in page.get("people", [])]
            token = page.get("nextPageToken", "")
            if not token:
                break
        self.assertEqual(len(everybody), len(set(everybody)))
        self.assertIn(person_id(self.students[0]["sourcedId"]), everybody)
        with self.assertRaises(Refused):
            self.principal.call(DIRECTORY + "SearchPeople", {"school": "another-school", "name": name})
        with self.assertRaises(Refused):
            self.read(DIRECTORY + "SearchPeople", self.teacher, name=name)

    # Contact points and households.

    def test_an_address_is_its_owners_when_the_code_came_back_and_outlasts_an_import(self):
        mother = self.guardians_of(self.students[0])[0]
        who = person_id(mother["sourcedId"])
        address = "own-address@families.example"
        person = self.ask(CONTACTS + "AddContact", personId=who, channel="CHANNEL_EMAIL", address=address)
        contact = next(one for one in person["contactPoints"] if one["address"] == address)
        sent = {"personId": who, "contactId": contact["id"]}
        self.ask(CONTACTS + "SendContactCode", **sent)
        self.assert_refused("CODE_JUST_SENT", lambda: self.ask(CONTACTS + "SendContactCode", **sent))
        mail = await_true(lambda: next((one for one in self.stack.messages() if one["to"] == address), None), "the code")
        code = re.search(r"\b\d{6}\b", mail["body"]).group()
        wrong = f"{(int(code) + 1) % 1000000:06}"
        self.assert_refused("CODE_WRONG", lambda: self.ask(CONTACTS + "ConfirmContact", **sent, code=wrong))
        person = self.ask(CONTACTS + "ConfirmContact", **sent, code=code)
        contact = next(one for one in person["contactPoints"] if one["address"] == address)
        self.assertIn("verifiedAt", contact)
        self.assertNotIn("codeHash", contact)
        self.ask(CONTACTS + "RecordStop", **sent, stopped=True)
        self.ask(CONTACTS + "ChooseLanguage", personId=who, language="pt-BR")
        self.run_import(zipped(self.files()))
        person = self.person(mother["sourcedId"])
        contact = next(one for one in person["contactPoints"] if one["address"] == address)
        self.assertTrue(contact["keptByFamily"] and contact["stoppedAt"] and contact["verifiedAt"])
        self.assertEqual(person["language"], "pt-BR")
        self.assertNotIn(address.encode(), b"".join(self.stack.logs().values()))

    def test_guardians_of_the_same_children_are_a_household_until_a_person_says_otherwise(self):
        first, second = (person_id(one["sourcedId"]) for one in self.guardians_of(self.students[1])[:2])

        def households():
            listed, token = [], ""
            while True:
                page = self.read(CONTACTS + "ListHouseholds", pageSize=20, pageToken=token)
                listed += page.get("households", [])
                token = page.get("nextPageToken", "")
                if not token:
                    return listed

        def together():
            return any({first, second} <= set(one["guardianIds"]) for one in households())

        self.assertTrue(together())
        self.ask(CONTACTS + "CorrectHousehold", personId=second, householdId=request_id())
        await_true(lambda: not together(), "they are two households")
        self.ask(CONTACTS + "CorrectHousehold", personId=second, householdId="")
        await_true(together, "they are one household again")

    def test_the_families_and_staff_of_an_event_are_told_by_the_events_own_tag(self):
        players, coach = self.students[:2], self.staff(1)[0]
        tag, lists = "varsity-soccer", "watchbell.notification.v1.AudienceService/"
        self.ask(lists + "SetAudienceList", self.coordinator, kind="SCOPE_EVENT", tag=tag,
                 memberIds=[person_id(one["sourcedId"]) for one in players] + [coach])
        told = self.read(lists + "PreviewAudience", audience={
            "include": [{"scope": "SCOPE_EVENT", "people": "PEOPLE_STAFF_AND_FAMILIES", "ref": tag}]})
        families = {one["sourcedId"] for player in players for one in self.guardians_of(player)}
        self.assertEqual(told["staff"], 1)
        self.assertTrue(1 <= told["familyMembers"] <= len(families), told)
        self.assert_refused("AUDIENCE_PART_UNKNOWN", lambda: self.read(lists + "PreviewAudience", audience={
            "include": [{"scope": "SCOPE_EVENT", "people": "PEOPLE_FAMILIES", "ref": "chess-club"}]}))

    # Duty.

    def staff(self, count):
        found = [user for user in self.people.values() if user["role"] == "teacher"]
        return [person_id(user["sourcedId"]) for user in found[:count]]

    def test_who_is_on_duty_is_known_for_every_moment_and_a_gap_is_shown(self):
        officer, alternate, guard, other = self.staff(4)
        always = [{"weekday": f"WEEKDAY_{day}", "fromMinute": 0, "untilMinute": 1440} for day in WEEKDAYS]
        self.ask(DUTY + "SetDutyPosts", self.coordinator, posts=[
            {"id": "sro", "role": "ROLE_SRO", "personId": officer, "alternateIds": [alternate], "hours": always},
            {"id": "guard", "role": "ROLE_GUARD", "personId": guard}])
        duty = await_true(lambda: self.read(DUTY + "GetDuty", self.teacher).get("answering"), "the officer is on duty")
        self.assertEqual([one["personId"] for one in duty[:2]], [officer, alternate])
        self.assertEqual((duty[0]["role"], duty[1].get("alternate")), ("ROLE_SRO", True))
        self.assertEqual(self.read(DUTY + "ListDutyGaps", days=7).get("gaps", []), [])

        self.ask(DUTY + "HandOverDuty", self.security, postId="sro", toPersonId=other, note="Door 3 sticks.")
        await_true(lambda: self.read(DUTY + "GetDuty")["answering"][0]["personId"] == other, "the other has taken over")
        log = self.read(DUTY + "ListHandOvers", self.security)["handOvers"]
        self.assertEqual((log[0]["fromPersonId"], log[0]["toPersonId"], log[0]["note"]), (officer, other, "Door 3 sticks."))
        self.assertNotIn("note", self.read(DUTY + "ListHandOvers", self.clerk)["handOvers"][0])

        day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3)).date().isoformat()
        self.ask(DUTY + "SetDutyException", self.coordinator, exception={"postId": "sro", "day": day})
        gaps = self.read(DUTY + "ListDutyGaps", days=7)["gaps"]
        self.assertEqual(len(gaps), 1)
        at = (datetime.datetime.fromisoformat(gaps[0]["from"].replace("Z", "+00:00")) + datetime.timedelta(hours=5)).isoformat()
        then = await_true(lambda: (lambda one: one if one.get("gap") else None)(self.read(DUTY + "GetDuty", at=at)), "the gap")
        if "answering" not in then:
            self.assertTrue(then["police"])
        self.assert_refused("NO_SUCH_STAFF", lambda: self.ask(
            DUTY + "HandOverDuty", postId="sro", toPersonId=person_id(self.students[0]["sourcedId"])))
        with self.assertRaises(Refused):
            self.ask(DUTY + "SetDutyPosts", self.teacher, posts=[])

    # Partners and resources.

    def test_the_call_list_of_a_hazard_names_partners_in_order_and_stale_numbers(self):
        def save(name, place, **more):
            return self.ask(PARTNERS + "SavePartner", partner={
                "kind": "KIND_FIRE", "name": name, "phone": "+12035550911",
                "callList": [{"hazard": "HAZARD_FIRE", "place": place}], **more})
        second = save("Engine 9", 2)
        first = save("Engine 5", 1, note="Radio channel 4", contactName="Chief Ember")
        self.ask(PARTNERS + "VerifyPartner", partnerId=first["id"])
        listed = await_true(lambda: (lambda one: one if len(one.get("partners", [])) == 2 else None)(
            self.read(PARTNERS + "GetCallList", self.clerk, hazard="HAZARD_FIRE")), "both are in the list")
        self.assertEqual([one["name"] for one in listed["partners"]], ["Engine 5", "Engine 9"])
        self.assertNotIn("note", listed["partners"][0], "tactical")
        stale = await_true(lambda: (lambda ids: ids if first["id"] not in ids else None)(
            self.read(PARTNERS + "ListPartners").get("staleIds", [])), "one number is verified")
        self.assertEqual(stale, [second["id"]])
        self.ask(PARTNERS + "RetirePartner", partnerId=second["id"])
        await_true(lambda: len(self.read(PARTNERS + "ListPartners")["partners"]) == 1, "the retired one is gone")
        with self.assertRaises(Refused):
            self.read(PARTNERS + "ListPartners", self.teacher)

    def test_anybody_finds_help_in_their_language_without_signing_in(self):
        def save(name, languages):
            return self.operator.call(RESOURCES + "SaveResource", {"requestId": request_id(), "resource": {
                "kind": "KIND_LEGAL_AID", "name": name, "phone": "+12035550188", "languages": languages}})
        save("A First Legal Aid", ["en"])
        save("Z Ayuda Legal", ["es", "en"])
        anybody = self.stack.anonymous()
        found = await_true(lambda: (lambda one: one if len(one) == 2 else None)(
            anybody.call(RESOURCES + "ListResources", {"kind": "KIND_LEGAL_AID", "language": "es"}).get("resources", [])),
            "both are listed")
        self.assertEqual([one["name"] for one in found], ["Z Ayuda Legal", "A First Legal Aid"])
        with self.assertRaises(Refused):
            anybody.call(RESOURCES + "SaveResource", {"requestId": request_id()})

    # The family's own plan.

    def test_a_family_names_who_picks_up_and_custody_knows_only_whom_staff_confirmed(self):
        student, guardians = self.students[2], self.guardians_of(self.students[2])
        child = person_id(student["sourcedId"])
        mother, father = (person_id(one["sourcedId"]) for one in guardians[:2])
        issued = self.ask(PLANS + "IssueFamilyLink", studentId=child, guardianId=mother)
        code, family = issued["code"], self.stack.anonymous()
        self.assert_refused("LINK_UNKNOWN", lambda: family.call(PLANS + "OpenFamilyPlan", {"code": code[:-1] + "x"}))
        self.assertEqual(family.call(PLANS + "OpenFamilyPlan", {"code": code}).get("adults", []), [])

        def propose(given):
            return family.call(PLANS + "ProposeAdult", {"requestId": request_id(), "code": code, "givenName": given,
                                                        "familyName": "Zzyzxova", "relation": "aunt"})["adults"][-1]["id"]
        ines, otto = propose("Ines"), propose("Otto")
        self.assertEqual(self.read(CUSTODY + "GetCustody", studentId=child).get("alternates", []), [])
        decide = dict(studentId=child, adultId=ines, confirm=True)
        self.ask(PLANS + "DecideProposal", **decide)
        self.ask(PLANS + "DecideProposal", **decide)
        self.ask(PLANS + "DecideProposal", studentId=child, adultId=otto, confirm=False)
        alternates = self.read(CUSTODY + "GetCustody", studentId=child)["alternates"]
        self.assertEqual([(one["givenName"], one["consent"]["form"]) for one in alternates], [("Ines", "FORM_FAMILY_LINK")])
        seen = family.call(PLANS + "OpenFamilyPlan", {"code": code})["adults"]
        self.assertEqual([one["state"] for one in seen], ["STATE_CONFIRMED", "STATE_DECLINED"])

        self.ask(PLANS + "RevokeFamilyLink", studentId=child, linkId=issued["plan"]["links"][0]["id"])
        self.assert_refused("LINK_UNKNOWN", lambda: family.call(PLANS + "OpenFamilyPlan", {"code": code}))
        self.ask(CUSTODY + "BarAdult", studentId=child, adult={
            "personId": father, "documentRef": "FA-26-0042", "startsOn": "2026-01-01"})
        await_true(lambda: self.link_is_refused(child, father), "a barred guardian gets no link")
        logs = b"".join(self.stack.logs().values())
        self.assertNotIn(b"Zzyzxova", logs)
        self.assertNotIn(code.split(".", 1)[1].encode(), logs)

    def link_is_refused(self, child, guardian):
        try:
            self.ask(PLANS + "IssueFamilyLink", studentId=child, guardianId=guardian)
        except Refused as refused:
            return "NOT_A_GUARDIAN" in refused.args
        return False


if __name__ == "__main__":
    unittest.main()
