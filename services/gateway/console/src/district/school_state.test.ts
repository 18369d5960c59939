import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { SessionSchema } from "../gen/watchbell/gateway/v1/session_service_pb";
import { kSchools } from "../testing/fake_gateway";
import { incident } from "../testing/fake_state";
import { schoolsOf, schoolState, worst } from "./school_state";

const reload = () => {};
const failure = { code: Code.Unavailable, reason: "", field: "", remedy: "" };

describe("the state of a school", () => {
  it("is unknown before the incidents were read", () => {
    expect(schoolState("lincoln-es", { reload })).toEqual({ kind: "unknown" });
  });

  it("is normal when they were read and none is open", () => {
    expect(schoolState("lincoln-es", { reload, data: [] })).toEqual({ kind: "normal" });
  });

  it("is unknown again when they can no longer be read", () => {
    expect(schoolState("lincoln-es", { reload, data: [], failure })).toEqual({ kind: "unknown" });
  });

  it("keeps a warning that can no longer be checked", () => {
    const state = schoolState("lincoln-es", { reload, data: [incident(Action.LOCKDOWN)], failure });
    expect(state).toMatchObject({ kind: "open", action: Action.LOCKDOWN, drill: false });
  });
});

describe("the worst incident", () => {
  it("is the real one, though the drill is of a higher kind", () => {
    const drill = incident(Action.LOCKDOWN, { drill: true });
    expect(worst([drill, incident(Action.HOLD)])).toMatchObject({ action: Action.HOLD, drill: false });
  });
});

describe("the caller's schools", () => {
  const session = (...at: string[]) =>
    create(SessionSchema, { grants: at.map((school) => ({ role: "teacher", school })) });

  it("are those of the grants", () => {
    expect(schoolsOf(session("norwood-hs"), kSchools).map(({ code }) => code)).toEqual(["norwood-hs"]);
  });

  it("are all for a grant at the district", () => {
    expect(schoolsOf(session("district"), kSchools)).toHaveLength(kSchools.length);
  });

  it("are known by their codes while the directory is down, so that an alarm still has an address", () => {
    expect(schoolsOf(session("norwood-hs"), undefined)).toEqual([{ code: "norwood-hs", name: "norwood-hs" }]);
  });
});
