// The tip line of the fake gateway.
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { Tip_State } from "../gen/watchbell/threat_intake/v1/tip_pb";
import { TipService } from "../gen/watchbell/threat_intake/v1/tip_service_pb";
import type { FakeFeed } from "./fake_feed";
import { type FakeState, tip } from "./fake_state";

export const kReceiptCode = "k3v9x2m7q4w8z5c6b1n2d3f4g5";

export function tipRoutes(router: ConnectRouter, state: FakeState, feed: FakeFeed): void {
  router.service(TipService, {
    getChallenge: () => ({ challenge: "fake", bits: 4 }),
    submitTip: (request) =>
      state.once(request.requestId, () => {
        const { requestId: id, school, category, text, place, happeningNow } = request;
        state.tips = [tip(text, { id, school, category, place, happeningNow }), ...state.tips];
        feed.send("threat_intake", "tip", "TipReceived", school, id);
        return { tipId: id, receiptCode: kReceiptCode };
      }),
    getTipStatus(request) {
      const found = state.tips.find(({ id }) => id === request.tipId);
      if (!found || request.receiptCode !== kReceiptCode) throw new ConnectError("no", Code.NotFound);
      return { state: found.state, acknowledgedAt: found.acknowledgedAt };
    },
    listTips: ({ school }) => ({ tips: state.tips.filter((one) => one.school === school) }),
    acknowledgeTip(request) {
      const found = state.tips.find(({ id }) => id === request.tipId);
      if (!found) throw new ConnectError("gone", Code.NotFound);
      found.state = Tip_State.ACKNOWLEDGED;
      found.acknowledgedAt = timestampNow();
      feed.send("threat_intake", "tip", "TipAcknowledged", found.school, found.id);
      return found;
    },
  });
}
