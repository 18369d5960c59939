// Arrivals at a kiosk that the gateway has not heard of: kept in the order in which they came, sent once it answers
// again, each with the request id of the first try, so that nobody is counted twice.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Api } from "../../api/api";
import { type Failure, failureOf, isRetriable } from "../../api/failure";
import type { Manual } from "../desk/manual_fields";
import type { Shelf } from "./shelf";

const kSendTimeoutMs = 8_000;

export type Identity = { case: "barcode" | "mrz"; value: string } | { case: "manual"; value: Manual };

export interface Arrival {
  requestId: string;
  school: string;
  identity: Identity;
  purpose: string;
  invitationCode: string;
  /** When the person stood at the kiosk, in milliseconds. */
  at: number;
}

/** No service has answered: the network is away, not the request at fault. */
export function isAway(failure: Failure): boolean {
  return isRetriable(failure) && failure.reason === "";
}

export class KioskQueue {
  constructor(
    private shelf: Shelf,
    private visits: Pick<Api["visits"], "checkIn">,
  ) {}

  async add(arrival: Arrival): Promise<void> {
    await this.shelf.put(arrival.requestId, JSON.stringify(arrival));
  }

  async count(): Promise<number> {
    return (await this.shelf.all()).length;
  }

  /** Sends what waits, the oldest first, until the network is away again. Answers how many were refused for good. */
  async send(): Promise<number> {
    let refused = 0;
    // Request ids begin with the time.
    const waiting = (await this.shelf.all()).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, content } of waiting) {
      const { at, ...arrival } = JSON.parse(content) as Arrival;
      try {
        await this.visits.checkIn({ ...arrival, arrivedAtOffline: timestampFromMs(at) }, { timeoutMs: kSendTimeoutMs });
      } catch (error) {
        const failure = failureOf(error);
        if (isRetriable(failure)) return refused;
        refused++;
      }
      await this.shelf.remove(id);
    }
    return refused;
  }
}
