"""The contract as the protos state it, read from the compiler: every RPC with its policy, and requests to send to it."""
import base64
import collections
import functools
import pathlib
import re
import subprocess
import time
import uuid

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|[^\s{}:]+')
POLICY = "[watchbell.policy.v1.rpc]"
DEPTH_MAX = 4
COUNTS = (0, 1, 1, 2, 5, 40)
NUMBERS = (0, 1, -1, 2**31 - 1, -2**31, 100, 501)
TEXTS = ("", " ", "x", "a sentence with words", "\0", "a\0b", "*", ">", "a.b.c", "\r\nPUB x 0\r\n", "../../etc/passwd",
         "'; DROP TABLE x;--", "<script>", "%s%n%d", "{{name}}", "\u202e\u0639\u0631\u0628\u064a", "\U0001F600" * 50, "\u00e9" * 300,
         "A" * 5000, "2026-02-29", "2024-02-29", "9999-12-31", "0000-00-00", "-1", "24:00", "NaN", "district")
MOMENTS = ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2199-12-31T23:59:59Z")
CONTENTS = (b"", b"\0", b"PK\x03\x04" + bytes(30), b"\xff" * 1000, b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"a,b\n1,\"2\n", b"<a>" * 50)

Rpc = collections.namedtuple("Rpc", "path request streaming permission scope internal")
Field = collections.namedtuple("Field", "name kind type repeated")


def read(tokens):
    """The text format of protobuf as dicts: each name with the list of its values."""
    message = collections.defaultdict(list)
    for token in tokens:
        if token == "}":
            break
        value = next(tokens)
        message[token].append(read(tokens) if value == "{" else value.strip('"'))
    return message


def first(message, name, otherwise=""):
    return message[name][0] if message[name] else otherwise


@functools.cache
def files():
    names = sorted(str(path.relative_to(PROTO)) for path in PROTO.rglob("*.proto"))
    packed = subprocess.run(["protoc", "--include_imports", "--descriptor_set_out=/dev/stdout", *names], cwd=PROTO,
                            check=True, capture_output=True).stdout
    text = subprocess.run(["protoc", "--decode=google.protobuf.FileDescriptorSet", "watchbell/policy/v1/policy.proto"],
                          cwd=PROTO, input=packed, check=True, capture_output=True).stdout.decode()
    return read(iter(TOKEN.findall(text)))["file"]


def rpcs():
    """Every RPC of every service."""
    nothing = collections.defaultdict(list)
    for file in files():
        for service in file["service"]:
            for method in service["method"]:
                policy = first(first(method, "options", nothing), POLICY, nothing)
                yield Rpc(f"{first(file, 'package')}.{first(service, 'name')}/{first(method, 'name')}",
                          first(method, "input_type").strip("."), first(method, "server_streaming") == "true",
                          first(policy, "permission"), first(policy, "scope"), first(policy, "internal") == "true")


@functools.cache
def types():
    """Of each message its fields, of each enum the names of its values."""
    found = {}

    def collect(name, message):
        found[name] = [Field(first(field, "json_name"), first(field, "type"), first(field, "type_name").strip("."),
                             first(field, "label") == "LABEL_REPEATED") for field in message["field"]]
        for inner in message["nested_type"]:
            collect(f"{name}.{first(inner, 'name')}", inner)
        for enum in message["enum_type"]:
            found[f"{name}.{first(enum, 'name')}"] = [first(value, "name") for value in enum["value"]]

    for file in files():
        package = first(file, "package")
        for message in file["message_type"]:
            collect(f"{package}.{first(message, 'name')}", message)
        for enum in file["enum_type"]:
            found[f"{package}.{first(enum, 'name')}"] = [first(value, "name") for value in enum["value"]]
    return found


def uuid7(chance):
    number = int(time.time() * 1000) << 80 | 0x7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    return str(uuid.UUID(int=number))


class Hostile:
    """Requests that fit the contract and nothing else. `known`: ids that exist, to be mixed in."""

    def __init__(self, chance, school, known):
        self.chance, self.school, self.known = chance, school, known

    def request(self, type_name, depth=0):
        density = self.chance.choice((0.3, 0.7, 1.0))
        made = {}
        for field in types()[type_name]:
            if field.name not in ("requestId", "school") and self.chance.random() > density:
                continue
            is_map = field.repeated and field.type.endswith("Entry") and field.type in types() \
                and [one.name for one in types()[field.type]] == ["key", "value"]
            if is_map:
                continue
            count = self.chance.choice(COUNTS if depth == 0 else COUNTS[:4])
            made[field.name] = [self.value(field, depth) for _ in range(count)] if field.repeated else self.value(field, depth)
        return made

    def value(self, field, depth):
        if field.kind == "TYPE_ENUM":
            return self.chance.choice([*types()[field.type], 99999, -1])
        if field.type == "google.protobuf.Timestamp":
            return self.chance.choice((*MOMENTS, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())))
        if field.type == "google.protobuf.Duration":
            return self.chance.choice(("0s", "-1s", "315576000000s"))
        if field.kind == "TYPE_MESSAGE":
            return self.request(field.type, depth + 1) if depth < DEPTH_MAX and field.type in types() else {}
        if field.kind == "TYPE_STRING":
            return self.text(field.name)
        if field.kind == "TYPE_BOOL":
            return self.chance.random() < 0.5
        if field.kind == "TYPE_BYTES":
            return base64.b64encode(self.chance.choice(CONTENTS)).decode()
        number = self.chance.choice(NUMBERS)
        return abs(number) if "UINT" in field.kind or "FIXED" in field.kind else number

    def text(self, name):
        if name == "requestId":
            return uuid7(self.chance)
        if name == "school" and self.chance.random() < 0.9:
            return self.school
        if name.lower().endswith(("id", "ids")) and self.chance.random() < 0.6:
            return self.chance.choice(self.known) if self.known else uuid7(self.chance)
        return self.chance.choice(TEXTS)
