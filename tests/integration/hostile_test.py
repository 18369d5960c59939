"""Every RPC of the contract against every role, and against requests that nobody meant well."""
import concurrent.futures
import itertools
import json
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import contract  # noqa: E402
from stack import ROOT, SCHOOL, SMALL, Refused, Stack, await_true, request_id  # noqa: E402

PEOPLE = json.loads((ROOT / "services/gateway/demo_people.json").read_text())
ROLES = json.loads((ROOT / "deploy/identity/roles.json").read_text())["roles"]
ELSEWHERE = "maple-hollow-es"
ENDLESS = ("FeedService/Subscribe", "BoardService/WatchBoard")
SESSION_END = "SessionService/SignOut"
OUR_FAULT = ("internal", "unknown", "data_loss", "unavailable", "unimplemented")
SESSIONS = 2  # of each person: a session may ask 50 times a second
ROUNDS = 3
WORKERS = 16


def may(person, rpc, school):
    if rpc.scope == "ANYONE":
        return True
    grants = [grant["school"] for grant in (person or {"grants": []})["grants"]
              if rpc.permission in ROLES[grant["role"]]["permissions"]]
    return bool(grants) if rpc.scope == "ANYWHERE" else "district" in grants or (rpc.scope == "SCHOOL" and school in grants)


def ids_in(answer):
    """Every id that an answer names."""
    if isinstance(answer, list):
        return [found for part in answer for found in ids_in(part)]
    if not isinstance(answer, dict):
        return []
    own = [value for name, value in answer.items() if name.lower().endswith("id") and isinstance(value, str)]
    return own + [found for part in answer.values() for found in ids_in(part)]


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.stack.__enter__()
        cls.addClassCleanup(cls.stack.__exit__)
        cls.stack.load_district(*SMALL)
        cls.rpcs = [rpc for rpc in contract.rpcs() if not rpc.internal and not rpc.path.endswith((*ENDLESS, SESSION_END))]
        cls.sessions = {person["username"]: itertools.cycle([cls.patiently(lambda: cls.stack.sign_in(person["username"]))
                                                             for _ in range(SESSIONS)]) for person in PEOPLE}

    @staticmethod
    def patiently(call):
        """The edge slows down whoever asks so much; a test waits as a client would."""
        def once():
            try:
                return [call()]
            except Refused as error:
                if error.args[2:3] != ("TOO_MANY_REQUESTS",):
                    raise
                return None
        return await_true(once, "the edge takes the request")[0]

    def ask(self, person, rpc, request):
        """Code, remedy, reason and field of the refusal; "ok" and the answer."""
        gateway = next(self.sessions[person["username"]]) if person else self.stack.anonymous()
        try:
            answer = self.patiently(lambda: [*gateway.stream(rpc.path, request)] if rpc.streaming
                                    else gateway.call(rpc.path, request))
            return "ok", answer, "", ""
        except Refused as error:
            return (*error.args, "", "", "")[:4]

    def each(self, task, jobs):
        """What the task found wrong with any of the jobs."""
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            return [fault for fault in pool.map(lambda job: task(*job), jobs) if fault]

    def assert_no_faults(self, faults):
        self.assertFalse(faults, "\n".join(str(fault)[:600] for fault in faults[:20]))

    def test_nobody_gets_what_no_role_gives_them(self):
        def knock(person, rpc, school):
            named = any(field.name == "school" and not field.repeated for field in contract.types()[rpc.request])
            code, _, reason, _ = self.ask(person, rpc, {"school": school} if named else {})
            allowed = may(person, rpc, school)
            shut = code == ("permission_denied" if person else "unauthenticated")
            if (not allowed and not shut) or (allowed and reason in ("NOT_PERMITTED", "SIGN_IN_NEEDED")):
                return person and person["username"], rpc.path, school, code, reason
            return None
        jobs = [(person, rpc, SCHOOL) for rpc in self.rpcs for person in [*PEOPLE, None]]
        jobs += [(person, rpc, ELSEWHERE) for rpc in self.rpcs if rpc.scope == "SCHOOL" for person in PEOPLE
                 if may(person, rpc, SCHOOL) and not may(person, rpc, ELSEWHERE)]
        self.assert_no_faults(self.each(knock, jobs))

    def test_no_request_is_our_fault_and_each_refusal_says_what_to_do(self):
        known = [request_id()]

        def strike(rpc, turn):
            chance = random.Random(f"{rpc.path} {turn}")
            request = contract.Hostile(chance, SCHOOL, known).request(rpc.request) if turn else {}
            allowed = [person for person in PEOPLE if may(person, rpc, SCHOOL)]
            person = None if rpc.scope == "ANYONE" else chance.choice(allowed)
            code, remedy, reason, field = self.ask(person, rpc, request)
            if code == "ok":
                known.extend(ids_in(remedy)[:5])
                return None
            unclear = code == "invalid_argument" and not (remedy and field)
            return (code, reason, rpc.path, remedy, field, request) if unclear or code in OUR_FAULT else None
        faults = self.each(strike, [(rpc, turn) for turn in range(ROUNDS + 1) for rpc in self.rpcs])
        self.assert_no_faults(faults)
        for name, process in self.stack.processes.items():
            self.assertIsNone(process.poll(), f"{name} ended")
        self.assertNotIn(b"Parse Error", self.stack.logs()["nats.log"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
