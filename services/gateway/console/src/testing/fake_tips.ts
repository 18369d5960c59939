// The tip line of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { MailboxService, type TipMessage, TipMessage_From, TipMessageSchema } from "../gen/watchbell/threat_intake/v1/mailbox_pb";
import { PoliceWordSchema, Question, type Tip, Tip_State, VerdictSchema } from "../gen/watchbell/threat_intake/v1/tip_pb";
import { TextWarning_Kind, TipService } from "../gen/watchbell/threat_intake/v1/tip_service_pb";
import { UploadService } from "../gen/watchbell/threat_intake/v1/tip_upload_pb";
import type { FakeFeed } from "./fake_feed";
import { type FakeState, tip } from "./fake_state";

export const kReceiptCode = "k3v9x2m7q4w8z5c6b1n2d3f4g5";

export function tipRoutes(router: ConnectRouter, state: FakeState, feed: FakeFeed): void {
  const passphrases = new Map<string, string>();
  const find = (tipId: string): Tip => {
    const found = state.tips.find(({ id }) => id === tipId);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const changed = (fact: string, about: Tip) => {
    feed.send("threat_intake", "tip", fact, about.school, about.id);
    return about;
  };
  router.service(TipService, {
    getChallenge: () => ({ challenge: "fake", bits: 4 }),
    checkText({ text }) {
      const begin = text.indexOf("my name is");
      return { warnings: begin < 0 ? [] : [{ kind: TextWarning_Kind.NAME, begin, end: begin + 10 }] };
    },
    submitTip: (request) =>
      state.once(request.requestId, () => {
        const { requestId: id, school, category, text, place, happeningNow, passphrase, attachmentIds } = request;
        const attachments = attachmentIds.map((one) => ({ id: one }));
        state.tips = [tip(text, { id, school, category, place, happeningNow, attachments }), ...state.tips];
        passphrases.set(id, passphrase || kReceiptCode);
        feed.send("threat_intake", "tip", "TipReceived", school, id);
        return { tipId: id, receiptCode: passphrase ? "" : kReceiptCode, questions: [Question.WHEN] };
      }),
    listTips: ({ school }) => ({ tips: state.tips.filter((one) => one.school === school) }),
    getTip: ({ tipId }) => find(tipId),
    markTipRead({ tipId }) {
      find(tipId).unread = false;
      return find(tipId);
    },
    acknowledgeTip({ tipId }) {
      const found = find(tipId);
      found.state = Tip_State.ACKNOWLEDGED;
      found.acknowledgedAt = timestampNow();
      return changed("TipAcknowledged", found);
    },
    triageTip({ tipId, lifeSafety }) {
      find(tipId).lifeSafety = lifeSafety;
      return changed("TipTriaged", find(tipId));
    },
    recordPoliceWord({ tipId, reference }) {
      find(tipId).police = create(PoliceWordSchema, { reference });
      return changed("TipFalseByPolice", find(tipId));
    },
    disposeTip({ tipId, disposition, reason }) {
      const found = find(tipId);
      found.state = Tip_State.CLOSED;
      found.verdict = create(VerdictSchema, { disposition, reason });
      return changed("TipDisposed", found);
    },
    reopenTip({ tipId }) {
      const found = find(tipId);
      found.state = Tip_State.ACKNOWLEDGED;
      found.verdict = undefined;
      return changed("TipReopened", found);
    },
  });
  router.service(UploadService, {
    uploadFile: ({ requestId, content }) => ({ attachmentId: requestId, sizeBytes: content.length }),
    getTipFile: () => ({ mediaType: "image/png", content: new Uint8Array([1]) }),
  });

  const write = (tipId: string, from: TipMessage_From, text: string): TipMessage => {
    const message = create(TipMessageSchema, { id: `${state.messages.length}`, tipId, from, text, at: timestampNow() });
    state.messages.push(message);
    changed("TipMessaged", find(tipId));
    return message;
  };
  const messagesOf = (tipId: string) => state.messages.filter((message) => message.tipId === tipId);
  const statusOf = ({ state: now, acknowledgedAt }: Tip) => ({ state: now, acknowledgedAt, questions: [Question.WHEN] });
  router.service(MailboxService, {
    openMailbox({ tipId, passphrase }) {
      const found = state.tips.find(({ id }) => id === tipId);
      if (!found || passphrases.get(tipId) !== passphrase) throw new ConnectError("no", Code.NotFound);
      return { mailboxToken: tipId, status: statusOf(found) };
    },
    readMailbox: ({ mailboxToken }) => ({
      messages: messagesOf(mailboxToken).map(({ from, text, at }) => ({ from, text, at })),
      status: statusOf(find(mailboxToken)),
    }),
    writeToTeam({ mailboxToken, text }) {
      const { from, at } = write(mailboxToken, TipMessage_From.SENDER, text);
      return { from, text, at };
    },
    writeToSender: ({ tipId, text }) => write(tipId, TipMessage_From.TEAM, text),
    listTipMessages: ({ tipId }) => ({ messages: messagesOf(tipId) }),
  });
}
