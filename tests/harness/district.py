"""The demo district as its files have it, for tests that need the people in it."""
import csv
import hashlib
import io
import uuid
import zipfile

from stack import SMALL


def person_id(source):
    """As the directory makes it of the district's own number (common/id: Derive)."""
    raw = bytearray(hashlib.blake2b((6).to_bytes(8, "little") + b"person" + source.encode(), digest_size=16).digest())
    raw[6], raw[8] = raw[6] & 0x0F | 0x80, raw[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


def load_users(stack):
    """Imports a small district and answers its users, by the district's own number."""
    stack.load_district(*SMALL)
    with zipfile.ZipFile(stack.dir / f"district-{len(SMALL)}.zip") as archive:
        users = csv.DictReader(io.StringIO(archive.read("users.csv").decode()))
        return {user["sourcedId"]: user for user in users}


def students_of(people, school="school-01"):
    return [user for user in people.values() if user["role"] == "student" and user["orgSourcedIds"] == school]
