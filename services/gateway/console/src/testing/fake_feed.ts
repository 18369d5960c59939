// The feed of the fake gateway: ready at once, then what the test or the demo sends, until it is cut.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { type ChangeHint, ChangeHintSchema, FeedService } from "../gen/watchbell/gateway/v1/session_service_pb";

type Push = (hint: ChangeHint | "cut") => void;

export class FakeFeed {
  private subscribers = new Set<Push>();
  private sequence = 0n;

  get subscriberCount(): number {
    return this.subscribers.size;
  }

  send(service: string, aggregate: string, fact: string, school: string, id: string): void {
    const hint = create(ChangeHintSchema, {
      ...{ service, aggregate, school, id, fact: `watchbell.${service}.v1.${fact}` },
      sequence: ++this.sequence,
      at: timestampNow(),
    });
    for (const push of this.subscribers) push(hint);
  }

  cut(): void {
    for (const push of this.subscribers) push("cut");
  }

  routes(router: ConnectRouter): void {
    const { subscribers } = this;
    router.service(FeedService, {
      async *subscribe(_, context) {
        const waiting: (ChangeHint | "cut")[] = [];
        let wake = () => {};
        const push: Push = (hint) => {
          waiting.push(hint);
          wake();
        };
        subscribers.add(push);
        const stop = () => push("cut");
        context.signal.addEventListener("abort", stop);
        try {
          yield create(ChangeHintSchema, { fact: "ready" });
          for (;;) {
            const hint = waiting.shift();
            if (hint === "cut") throw new ConnectError("cut", Code.Unavailable);
            if (hint) yield hint;
            else await new Promise<void>((resume) => (wake = resume));
          }
        } finally {
          context.signal.removeEventListener("abort", stop);
          subscribers.delete(push);
        }
      },
    });
  }
}
