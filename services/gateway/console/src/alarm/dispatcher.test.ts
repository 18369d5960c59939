import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { incident } from "../testing/fake_state";
import { Dispatcher, type SendAlarm } from "./dispatcher";
import type { AlarmOrder } from "./order";

const order = (action: Action, more: Partial<AlarmOrder> = {}): AlarmOrder => ({
  ...{ school: "lincoln-es", schoolName: "Lincoln", action, drill: false, detail: {} },
  ...more,
});
const down = () => Promise.reject(new ConnectError("down", Code.Unavailable));
const settle = () => new Promise((done) => setTimeout(done, 0));

function dispatcher(send: SendAlarm) {
  let made = 0;
  const pause = () => settle().then(() => {});
  return new Dispatcher(send, { makeId: () => `id-${++made}`, pause });
}

describe("the dispatcher", () => {
  it("sends one id until it is confirmed", async () => {
    const ids: string[] = [];
    const sender = dispatcher((asked, { requestId }) => {
      ids.push(requestId);
      return ids.length < 4 ? down() : Promise.resolve(incident(asked.action));
    });
    sender.raise(order(Action.LOCKDOWN));
    expect(sender.underWay).toBe(true);
    while (sender.underWay) await settle();
    expect(ids).toEqual(["id-1", "id-1", "id-1", "id-1"]);
    expect(sender.list()[0]).toMatchObject({ kind: "sent", requestId: "id-1" });
  });

  it("takes a second press of the same alarm, while it is on its way, as the same", () => {
    const sender = dispatcher(() => new Promise(() => {}));
    sender.raise(order(Action.LOCKDOWN));
    sender.raise(order(Action.LOCKDOWN));
    expect(sender.list()).toHaveLength(1);
  });

  it("never lets a lesser alarm that hangs hold up a lockdown", async () => {
    const sender = dispatcher((asked) =>
      asked.action === Action.HOLD ? new Promise(() => {}) : Promise.resolve(incident(asked.action)),
    );
    sender.raise(order(Action.HOLD));
    sender.raise(order(Action.LOCKDOWN));
    await settle();
    expect(sender.list()[0]).toMatchObject({ kind: "sent", order: { action: Action.LOCKDOWN } });
  });

  it("keeps the id when a refused alarm is pressed again, and takes a new one for other details", async () => {
    const ids: string[] = [];
    const sender = dispatcher((_, { requestId }) => {
      ids.push(requestId);
      return Promise.reject(new ConnectError("no", Code.PermissionDenied));
    });
    const fire = { detail: { hazard: "fire" } };
    for (const more of [fire, fire, { detail: { hazard: "gas" } }]) {
      sender.raise(order(Action.EVACUATE, more));
      await settle();
    }
    expect(ids).toEqual(["id-1", "id-1", "id-2"]);
    expect(sender.list()).toHaveLength(1);
  });

  it("does not take a drill for the real alarm", () => {
    const sender = dispatcher(() => new Promise(() => {}));
    sender.raise(order(Action.LOCKDOWN, { drill: true }));
    sender.raise(order(Action.LOCKDOWN));
    expect(sender.list()).toHaveLength(2);
  });

  it("takes a press after one that was taken back as a new one", async () => {
    const ids: string[] = [];
    const sender = dispatcher((asked, { requestId }) => {
      ids.push(requestId);
      return Promise.resolve(incident(asked.action));
    });
    sender.raise(order(Action.LOCKDOWN));
    await settle();
    sender.undone("id-1", incident(Action.LOCKDOWN));
    expect(sender.list()).toMatchObject([{ kind: "undone", requestId: "id-1", order: { action: Action.LOCKDOWN } }]);
    sender.raise(order(Action.LOCKDOWN));
    await settle();
    expect(ids).toEqual(["id-1", "id-2"]);
    expect(sender.list()).toMatchObject([{ kind: "sent", requestId: "id-2" }]);
  });

  it("does not let an alarm that is on its way be waved away", () => {
    const sender = dispatcher(() => new Promise(() => {}));
    sender.raise(order(Action.LOCKDOWN));
    sender.dismiss("id-1");
    expect(sender.list()).toHaveLength(1);
  });
});
