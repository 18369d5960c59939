// What goes out with an order.
import { describe, expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { detailOf, kEvacuateChoices, kHoldChoices } from "./order";

describe("the detail of an order", () => {
  it("does not name a place that the choice no longer asks for", () => {
    const [all, onePlace] = kHoldChoices;
    expect(detailOf(Action.HOLD, onePlace, " gym ")).toEqual({ place: "gym" });
    expect(detailOf(Action.HOLD, all, "gym")).toEqual({ place: "all corridors" });
  });

  it("may always name where an evacuation goes", () => {
    expect(detailOf(Action.EVACUATE, kEvacuateChoices[0], "field")).toEqual({ hazard: "fire", destination: "field" });
    expect(detailOf(Action.EVACUATE, kEvacuateChoices[0], "")).toEqual({ hazard: "fire" });
  });
});
