"""Badges through the gateway: the photograph, the printed label, prints that no longer count."""
import base64
import pathlib
import struct
import sys
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from stack import SCHOOL, SMALL, Refused, Stack, request_id  # noqa: E402

VISITS = "watchbell.visitor.v1.VisitService/"
BADGES = "watchbell.visitor.v1.BadgeService/"
CANARY = b"taken by the canary at 41.52 north"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(shade=120, width=240, height=300):
    """A grey picture with remarks beside it, as cameras write them."""
    rows = b"".join(b"\0" + bytes([shade, shade, 200]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Author\0" + CANARY) + chunk(b"eXIf", b"MM\0*" + CANARY)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def reason_of(call):
    try:
        call()
    except Refused as error:
        return str(error)
    return "answered"


class Badge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        cls.clerk = cls.stack.sign_in("clerk")

    def ask(self, rpc, visit, **more):
        return self.clerk.call(BADGES + rpc, {"school": SCHOOL, "visitId": visit["id"], **more})

    def change(self, rpc, visit, **more):
        return self.ask(rpc, visit, requestId=request_id(), **more)

    def check_in(self, family_name):
        return self.clerk.call(VISITS + "CheckIn", {
            "requestId": request_id(), "school": SCHOOL, "purpose": "reads to the class",
            "manual": {"givenName": "Amélie", "familyName": family_name, "dateOfBirth": "1981-02-03",
                       "documentKind": "KIND_PASSPORT", "numberLast4": "1234"}})

    def set_photo(self, visit, content):
        return self.change("SetPhoto", visit, photo=base64.b64encode(content).decode())

    def test_a_badge_is_a_file_that_a_browser_prints(self):
        visit = self.check_in("Printable")
        for size in ("BADGE_SIZE_62X100_MM", "BADGE_SIZE_54X86_MM", "BADGE_SIZE_4X3_IN"):
            label = self.ask("RenderBadge", visit, size=size)
            self.assertEqual(label["mediaType"], "application/pdf")
            self.assertTrue(base64.b64decode(label["content"]).startswith(b"%PDF-"))
            picture = self.ask("RenderBadge", visit, size=size, format="BADGE_FORMAT_PNG")
            self.assertEqual(picture["mediaType"], "image/png")
            self.assertEqual(picture["print"], 1)
        self.assertIn("SIZE_MISSING", reason_of(lambda: self.ask("RenderBadge", visit)))

    def test_a_photograph_is_kept_without_what_the_camera_wrote_beside_it(self):
        visit = self.check_in("Photographed")
        plain = self.ask("RenderBadge", visit, size="BADGE_SIZE_4X3_IN", format="BADGE_FORMAT_PNG")["content"]
        badge = self.set_photo(visit, png())
        self.assertEqual(badge["photo"]["mediaType"], "image/png")
        photo = base64.b64decode(self.ask("GetPhoto", visit)["content"])
        self.assertTrue(photo.startswith(b"\x89PNG"))
        self.assertNotIn(CANARY, photo)
        shown = self.ask("RenderBadge", visit, size="BADGE_SIZE_4X3_IN", format="BADGE_FORMAT_PNG")["content"]
        self.assertNotEqual(plain, shown)
        for path, content in self.stack.on_disk(lambda path: path.suffix in (".log", ".blk", ".rdb")).items():
            self.assertNotIn(CANARY, content, path)
            self.assertNotIn(photo[100:200], content, path)

    def test_another_photograph_takes_the_place_of_the_first(self):
        visit = self.check_in("Retaken")
        first = self.set_photo(visit, png(10))["photo"]["id"]
        second = self.set_photo(visit, png(250))["photo"]["id"]
        self.assertNotEqual(first, second)
        self.assertEqual(self.ask("GetBadge", visit)["photo"]["id"], second)
        self.assertTrue(base64.b64decode(self.ask("GetPhoto", visit)["content"]).startswith(b"\x89PNG"))

    def test_what_is_no_photograph_is_refused_with_advice(self):
        visit = self.check_in("Advised")
        for content, reason in ((b"%PDF-1.7 a warrant", "FILE_KIND_UNSUPPORTED"), (b"<svg onload=x>", "FILE_KIND_UNSUPPORTED"),
                                (b"\xff\xd8\xff broken", "FILE_UNREADABLE"), (b"", "FILE_EMPTY")):
            self.assertIn(reason, reason_of(lambda content=content: self.set_photo(visit, content)))
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
        self.assertIn("FILE_TOO_COMPLEX", reason_of(lambda: self.set_photo(visit, bomb + chunk(b"IDAT", b"x"))))
        self.assertIn("NOT_FOUND", reason_of(lambda: self.ask("GetPhoto", visit)))

    def test_only_the_newest_print_counts(self):
        visit = self.check_in("Loser")
        letters = visit["badge"]

        def verdict(text):
            return self.clerk.call(BADGES + "CheckBadge", {"school": SCHOOL, "badge": text})["verdict"]

        self.assertEqual(verdict(letters), "VALID")
        again = self.change("ReprintBadge", visit, reason="BADGE_REASON_LOST")
        self.assertEqual((again["validPrint"], again["prints"]), (2, 2))
        self.assertEqual((verdict(letters), verdict(letters.lower() + "-2")), ("VOID", "VALID"))
        self.assertEqual(self.ask("RenderBadge", visit, size="BADGE_SIZE_4X3_IN")["print"], 2)
        # Whoever found the lost one can do nothing with it.
        found = {"requestId": request_id(), "school": SCHOOL, "badge": letters}
        self.assertIn("BADGE_VOID", reason_of(lambda: self.clerk.call(VISITS + "CheckOutByBadge", found)))
        self.change("VoidBadge", visit, reason="BADGE_REASON_MISUSED")
        self.assertEqual(verdict(letters + "-2"), "VOID")
        self.assertIn("BADGE_VOID", reason_of(lambda: self.ask("RenderBadge", visit, size="BADGE_SIZE_4X3_IN")))
        self.assertEqual(self.change("ReprintBadge", visit, reason="BADGE_REASON_CHANGED")["validPrint"], 3)
        out = self.clerk.call(VISITS + "CheckOutByBadge", {**found, "requestId": request_id(), "badge": letters + "-3"})
        self.assertEqual(out["state"], "STATE_LEFT")
        self.assertIn("VISIT_NOT_INSIDE", reason_of(lambda: self.ask("RenderBadge", visit, size="BADGE_SIZE_4X3_IN")))

    def test_a_repeated_reprint_is_one_print(self):
        visit = self.check_in("Twice")
        ask = {"requestId": request_id(), "reason": "BADGE_REASON_DAMAGED"}
        self.assertEqual(self.ask("ReprintBadge", visit, **ask)["validPrint"], 2)
        self.assertEqual(self.ask("ReprintBadge", visit, **ask)["validPrint"], 2)

    def test_a_teacher_neither_prints_nor_looks(self):
        visit = self.check_in("Private")
        self.set_photo(visit, png())
        teacher = self.stack.sign_in("teacher")
        for rpc, more in (("RenderBadge", {"size": "BADGE_SIZE_4X3_IN"}), ("GetPhoto", {})):
            with self.assertRaises(Refused) as refused:
                teacher.call(BADGES + rpc, {"school": SCHOOL, "visitId": visit["id"], **more})
            self.assertEqual(refused.exception.args[0], "permission_denied")


if __name__ == "__main__":
    unittest.main()
