#!/usr/bin/env python3
"""Brings the demo district into a running system through the gateway, as a person who may import a directory would.

usage: load-demo.py DISTRICT.zip      at $WATCHBELL_URL; a second time it changes nothing"""
import base64
import json
import os
import sys
import uuid

from connect import Gateway, Refused

PEOPLE = "services/gateway/demo_people.json"
ROLES = "deploy/identity/roles.json"


def importer():
    """The first demo person whose role may import."""
    with open(ROLES, encoding="utf-8") as roles, open(PEOPLE, encoding="utf-8") as people:
        may = {name for name, role in json.load(roles)["roles"].items() if "directory.import" in role["permissions"]}
        return next(p for p in json.load(people) if any(grant["role"] in may for grant in p["grants"]))


def main():
    gateway, person = Gateway(os.environ["WATCHBELL_URL"]), importer()
    with open(sys.argv[1], "rb") as file:
        archive = base64.b64encode(file.read()).decode()
    last = {}
    try:
        gateway.call("watchbell.gateway.v1.SessionService/SignIn",
                     {"username": person["username"], "password": person["password"]})
        request = {"requestId": str(uuid.uuid4()), "archive": archive}
        for last in gateway.stream("watchbell.notification.v1.DirectoryService/ImportDistrict", request):
            pass
    except Refused as refused:
        sys.exit(f"demo district: refused: {refused}")
    if last.get("stage") != "STAGE_DONE":
        sys.exit(f"demo district: not imported: {json.dumps(last, indent=2)}")
    counts = ", ".join(f"{last.get(word, 0)} {word}" for word in ("added", "changed", "removed", "unchanged"))
    print(f"demo district: {counts}")


main()
