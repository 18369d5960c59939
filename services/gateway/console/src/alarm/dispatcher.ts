// Sends alarms until each is confirmed or refused, wherever in the console the person goes meanwhile. An alarm that
// is still on its way never holds up another one.
import type { Failure } from "../api/failure";
import { type Attempt, kUntilConfirmed, persist, type PersistOptions } from "../api/persist";
import type { Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import { uuidv7 } from "../lib/uuid";
import { type AlarmOrder, sameOrder, sameTarget } from "./order";

export type Dispatch = { requestId: string; order: AlarmOrder } & (
  | { kind: "sending"; attempt: number }
  | { kind: "sent"; incident: Incident; at: Date }
  // Taken back by who pressed; the incident as it is after that.
  | { kind: "undone"; incident: Incident; at: Date }
  | { kind: "failed"; failure: Failure }
);

export type SendAlarm = (order: AlarmOrder, attempt: Attempt) => Promise<Incident>;

const isSettled = ({ kind }: Dispatch) => kind === "sent" || kind === "undone";

export class Dispatcher {
  private dispatches: Dispatch[] = [];
  private watchers = new Set<() => void>();

  constructor(
    private readonly send: SendAlarm,
    private readonly options: PersistOptions & { makeId?: () => string } = {},
  ) {}

  /** Newest first; a new array after every change. */
  list = (): Dispatch[] => this.dispatches;

  watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => void this.watchers.delete(changed);
  };

  /** Starts sending. The same alarm once more, while it is on its way, changes nothing. */
  raise(order: AlarmOrder): void {
    const known = this.dispatches.find((other) => !isSettled(other) && sameOrder(other.order, order));
    if (known?.kind === "sending") return;
    // A failed one that is pressed again is the same intention: it keeps its id.
    const requestId = known?.requestId ?? (this.options.makeId ?? uuidv7)();
    // One with other details takes the place of one that failed.
    this.set(this.dispatches.filter((other) => other.kind !== "failed" || !sameTarget(other.order, order)));
    void this.run(requestId, order);
  }

  dismiss(requestId: string): void {
    this.set(this.dispatches.filter((other) => other.requestId !== requestId || other.kind === "sending"));
  }

  /** A press that its sender took back. */
  undone(requestId: string, incident: Incident): void {
    const known = this.dispatches.find((other) => other.requestId === requestId);
    if (known) this.put({ kind: "undone", requestId, order: known.order, incident, at: new Date() });
  }

  get underWay(): boolean {
    return this.dispatches.some((dispatch) => dispatch.kind === "sending");
  }

  private async run(requestId: string, order: AlarmOrder): Promise<void> {
    const outcome = await persist(requestId, kUntilConfirmed, (attempt) => this.send(order, attempt), {
      ...this.options,
      onAttempt: (attempt) => this.put({ kind: "sending", requestId, order, attempt }),
    });
    this.put(
      outcome.ok
        ? { kind: "sent", requestId, order, incident: outcome.value, at: new Date() }
        : { kind: "failed", requestId, order, failure: outcome.failure },
    );
  }

  private put(dispatch: Dispatch): void {
    const others = this.dispatches.filter((other) => other.requestId !== dispatch.requestId);
    // A newer confirmation replaces the older ones of the same school.
    const kept = others.filter((other) => !isSettled(other) || other.order.school !== dispatch.order.school);
    this.set([dispatch, ...kept]);
  }

  private set(dispatches: Dispatch[]): void {
    this.dispatches = dispatches;
    for (const changed of this.watchers) changed();
  }
}
