import "fake-indexeddb/auto";
import { Code, ConnectError } from "@connectrpc/connect";
import { timestampMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import type { Api } from "../../api/api";
import { emptyManual } from "../desk/manual_fields";
import { type Arrival, KioskQueue } from "./queue";
import { openShelf } from "./shelf";

const arrival = (requestId: string, familyName: string): Arrival => ({
  ...{ requestId, school: "lincoln-es", purpose: "", invitationCode: "", at: 1_700_000_000_000 },
  identity: { case: "manual", value: { ...emptyManual, givenName: "Maria", familyName } },
});

type Sent = { requestId: string; arrivedAtOffline: Timestamp };

async function queue(name: string, answers: (ConnectError | undefined)[]) {
  const sent: Sent[] = [];
  const checkIn = async (request: unknown) => {
    const failure = answers.shift();
    if (failure) throw failure;
    sent.push(request as Sent);
  };
  const shelf = await openShelf(name);
  return { shelf, sent, queue: new KioskQueue(shelf, { checkIn } as unknown as Api["visits"]) };
}

it("Sends what waited, the oldest first, with the time of the arrival, and forgets it", async () => {
  const { queue: waiting, sent } = await queue("order", []);
  await waiting.add(arrival("02", "Okafor"));
  await waiting.add(arrival("01", "Lopez"));
  expect(await waiting.send()).toBe(0);
  expect(sent.map(({ requestId }) => requestId)).toEqual(["01", "02"]);
  expect(timestampMs(sent[0]!.arrivedAtOffline)).toBe(1_700_000_000_000);
  expect(await waiting.count()).toBe(0);
});

it("Keeps everybody while the network is away, also over a restart of the page", async () => {
  const away = new ConnectError("away", Code.Unavailable);
  const first = await queue("away", [away]);
  await first.queue.add(arrival("01", "Lopez"));
  await first.queue.send();
  const second = await queue("away", []);
  expect(await second.queue.count()).toBe(1);
  await second.queue.send();
  expect(second.sent).toHaveLength(1);
});

it("Drops who is refused for good, and says how many", async () => {
  const { queue: waiting, sent } = await queue("refused", [new ConnectError("too old", Code.InvalidArgument)]);
  await waiting.add(arrival("01", "Lopez"));
  await waiting.add(arrival("02", "Okafor"));
  expect(await waiting.send()).toBe(1);
  expect(sent).toHaveLength(1);
  expect(await waiting.count()).toBe(0);
});

it("Keeps nothing on the disk that can be read", async () => {
  const { queue: waiting } = await queue("sealed", []);
  await waiting.add(arrival("01", "Lopez"));
  const rows = await new Promise<unknown>((done) => {
    const opening = indexedDB.open("sealed");
    opening.onsuccess = () => {
      const all = opening.result.transaction("arrivals").objectStore("arrivals").getAll();
      all.onsuccess = () => done(all.result);
    };
  });
  const [row] = rows as { sealed: ArrayBuffer }[];
  expect(row!.sealed.byteLength).toBeGreaterThan(100);
  expect(new TextDecoder().decode(row!.sealed)).not.toContain("Lopez");
});
