"""What is on disk after an erasure: every sealed part of every file, tried with every key there is."""
import ctypes
import json
import re
import subprocess
import unittest

from stack import Stack, await_true

SODIUM = ctypes.CDLL("libsodium.so.23")
NONCE_BYTES, TAG_BYTES = 24, 16


def varint(data, at):
    value = shift = 0
    while at < len(data):
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
    return 0, at


def sealed_parts(data, key_ids):
    """Every common.v1.Sealed in the bytes, whatever is around it: its key's id, nonce and ciphertext."""
    for key_id in key_ids:
        head = b"\x0a" + bytes([len(key_id)]) + key_id.encode() + b"\x12" + bytes([NONCE_BYTES])
        for found in re.finditer(re.escape(head), data):
            nonce = data[found.end():found.end() + NONCE_BYTES]
            at = found.end() + NONCE_BYTES
            if data[at:at + 1] != b"\x1a":
                continue
            size, at = varint(data, at + 1)
            yield key_id, nonce, data[at:at + size]


def opened(key, key_id, subject, nonce, ciphertext):
    if len(ciphertext) < TAG_BYTES or len(nonce) < NONCE_BYTES:
        return None
    plain = ctypes.create_string_buffer(len(ciphertext))
    authenticated = f"{subject}\n{key_id}".encode()
    done = SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, ciphertext, ctypes.c_ulonglong(len(ciphertext)), authenticated,
        ctypes.c_ulonglong(len(authenticated)), nonce, key)
    return plain.raw[:len(ciphertext) - TAG_BYTES] if done == 0 else None


class ErasureCase(unittest.TestCase):
    """A stack with a file of periods that the test writes."""

    def setUp(self):
        self.stack = Stack()
        self.stack.retention = self.stack.dir / "retention.json"
        self.keep({})
        self.stack.__enter__()
        self.addCleanup(self.stack.__exit__)
        self.redis("CONFIG", "SET", "appendonly", "yes")

    def keep(self, periods, holds=()):
        """By service, aggregate and kind, in days. Counts from the next start of a service."""
        self.stack.retention.write_text(json.dumps({**periods, "legal_holds": list(holds)}))

    def redis(self, *words):
        return subprocess.run(["redis-cli", "-p", str(self.stack.ports["redis"]), *words], check=True, text=True,
                              capture_output=True).stdout

    def files(self):
        """All that NATS and Redis have on disk, by name; Redis compacted just now."""
        self.redis("BGREWRITEAOF")
        await_true(lambda: "aof_rewrite_in_progress:0" in (info := self.redis("INFO", "persistence"))
                   and "aof_rewrite_scheduled:0" in info, "the log of Redis is rewritten")
        self.redis("SAVE")
        return self.stack.on_disk(lambda path: path.suffix in (".rdb", ".aof", ".log")
                                  or "nats" in path.relative_to(self.stack.dir).parts)

    def keys(self):
        lines = (self.stack.dir / "keys/keys.txt").read_text().split("\n")
        return {line.split()[0]: bytes.fromhex(line.split()[1]) for line in lines if line}

    def what_opens(self, files, subject):
        """The plaintext of every sealed part that any key of any ring opens under the subject."""
        keys, found = self.keys(), []
        for data in files.values():
            for key_id, nonce, ciphertext in sealed_parts(data, keys):
                for key in keys.values():
                    plain = opened(key, key_id, subject, nonce, ciphertext)
                    if plain is not None:
                        found.append((nonce, ciphertext, plain))
        return found
