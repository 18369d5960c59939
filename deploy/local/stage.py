"""What the scripted day is made of: steps and checks that are printed, people who sign in, what arrived at the sinks."""
import json
import os
import sys
import time
import urllib.request
import uuid

from connect import Gateway, Refused

URL = os.environ["WATCHBELL_URL"]
SINKS = f"http://127.0.0.1:{os.environ['SINK_HTTP_PORT']}"
SCHOOL = os.environ.get("DEMO_SCHOOL", "lincoln-es")
PATIENCE_S = 30
POLICE_LINES = ("/911", "/police")
NOTICES = "watchbell.notification.v1.NoticeService/"


def step(text):
    print(f"- {text}", flush=True)


def check(what, truth):
    print(f"    {'ok ' if truth else 'NOT'} {what}", flush=True)
    if not truth:
        sys.exit(f"demo: failed: {what}")


def request(**fields):
    return {"requestId": str(uuid.uuid4()), "school": SCHOOL, **fields}


def await_true(what, condition):
    deadline = time.monotonic() + PATIENCE_S
    while not (value := condition()):
        if time.monotonic() > deadline:
            check(what, False)
        time.sleep(0.02)
    check(what, True)
    return value


def refused(call):
    """The code with which the call is refused."""
    try:
        call()
    except Refused as error:
        return error.args[0]
    return None


def sign_in(username):
    gateway = Gateway(URL)
    gateway.call("watchbell.gateway.v1.SessionService/SignIn", {"username": username, "password": "watchbell-demo"})
    return gateway


def messages(police=False):
    """What came to people, or to the lines of the police."""
    with urllib.request.urlopen(f"{SINKS}/messages?after=0", timeout=10) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines() if line]
    return [line for line in lines if (line["to"] in POLICE_LINES) == police]


def forget_messages():
    urllib.request.urlopen(urllib.request.Request(f"{SINKS}/messages", method="DELETE"), timeout=10).close()


def notice_about(person, incident, wording):
    def find():
        notices = person.call(NOTICES + "ListNotices", {"school": SCHOOL, "aboutId": incident["id"]}).get("notices", [])
        return next((notice for notice in notices if notice["wording"] == wording), None)
    return await_true(f"a notice \"{wording}\" is on the record", find)


def everybody_told(person, notice):
    def complete():
        answer = person.call(NOTICES + "ListUnreached", {"school": SCHOOL, "noticeId": notice["id"]})
        return answer if answer.get("complete") else None
    answer = await_true("every delivery is recorded", complete)
    unreached = answer.get("unreached", [])
    print(f"      {answer['recipients']} recipients, {answer.get('reached', 0)} reached, {len(unreached)} not reached")
    check("everybody is reached or listed", answer.get("reached", 0) + len(unreached) == answer["recipients"])
    return answer


def day(days):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * days))
