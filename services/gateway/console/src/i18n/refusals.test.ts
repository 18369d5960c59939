// Every reason that a service gives a person is explained in our words. The reasons are the quoted UPPER_SNAKE words of
// the services' sources; the languages have the same keys, or they would not compile.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { dictionaries } from "./dictionary";

const kRoot = join(__dirname, "../../../../..");

// What no screen asks for: machines, partners' programs, the command line, families' own pages, figures.
const kWithoutScreen = new Set([
  ...["board", "camera", "cameras", "cap", "cap_partners", "device", "devices", "device_desk", "packet", "police_desk"],
  ...["reunification", "reunifications", "reunion", "site_activity", "contacts", "custody", "delivery_figures"],
  ...["family_plan", "family_plans", "family_resource", "group", "groups", "household", "levels", "providers", "replies", "reply"],
  ...["text_answer", "crime", "imports", "priority", "routing", "tip_report", "tip_reports", "agency_contacts", "emergency", "orders"],
  ...["report", "reports", "screening_policy"],
]);
const kFoldersWithoutScreen = ["/alerting/domain/cap/", "/notification/domain/causes/"];

// Only a program can cause these, never what a person chooses or types.
const kOfPrograms = [
  ...["ALARM_NOT_SEALED", "BODY_UNKNOWN", "EVENT_NOT_AN_ALARM", "EVENT_UNREADABLE", "MONTHS_MALFORMED", "PAGE_TOKEN_MALFORMED"],
  ...["POST_ID_MALFORMED", "PURPOSE_UNKNOWN", "REQUEST_ID_MALFORMED", "SEQUENCE_AHEAD", "UPLOAD_MALFORMED"],
];
// Why a drill was broken off, not why it was refused.
const kOfDrills = ["NOT_ENDED", "REAL_EVENT"];

const files = ["services", "common"].flatMap((folder) =>
  readdirSync(join(kRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[ch]pp$/.test(path) && !/_test\.cpp$|\/test_|\/node_modules\//.test(path))
    .map((path) => `/${folder}/${path}`),
);
const reasonsIn = (path: string) => [...readFileSync(kRoot + path, "utf8").matchAll(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g)].map(([, reason]) => reason!);
const mayReachAPerson = (path: string) =>
  /^\/services\/[^/]+\/(api|domain)\//.test(path) &&
  !kFoldersWithoutScreen.some((folder) => path.includes(folder)) &&
  !kWithoutScreen.has(basename(path).replace(/\.[ch]pp$/, ""));
const explained = Object.keys(dictionaries.en).flatMap((key) => (key.startsWith("refusal.") ? key.slice("refusal.".length) : []));

it("Every reason that a person can cause from a screen says what to do, in our words", () => {
  const reasons = new Set(files.filter(mayReachAPerson).flatMap(reasonsIn));
  expect(reasons.size).toBeGreaterThan(200);
  const known = new Set([...explained, ...kOfPrograms, ...kOfDrills]);
  expect([...reasons].filter((reason) => !known.has(reason)).sort()).toEqual([]);
});

it("No words are kept for a reason that no service gives any more", () => {
  const reasons = new Set(files.flatMap(reasonsIn));
  expect([...explained, ...kOfPrograms, ...kOfDrills].filter((reason) => !reasons.has(reason))).toEqual([]);
});
