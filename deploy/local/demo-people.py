#!/usr/bin/env python3
"""Prints who can sign in to the demo. usage: demo-people.py services/gateway/demo_people.json"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    people = json.load(file)
print("\nSign in as:")
for person in people:
    grants = ", ".join(f'{grant["role"]} at {grant["school"]}' for grant in person["grants"])
    print(f'  {person["username"]:<15} {person["password"]:<14} {person["display_name"]}, {grants}')
