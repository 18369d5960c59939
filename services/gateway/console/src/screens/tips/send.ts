// Sends a tip, with proof of work while the service asks for some.
import type { Client } from "@connectrpc/connect";
import {
  GetChallengeRequest_Purpose,
  type TipReceipt,
  type TipService,
} from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import type { Tip_Category } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { solve } from "../../lib/work";

export interface Tip {
  school: string;
  category: Tip_Category;
  text: string;
  place: string;
  happeningNow: boolean;
}

export async function sendTip(
  tips: Client<typeof TipService>,
  tip: Tip,
  { requestId, timeoutMs }: { requestId: string; timeoutMs: number },
): Promise<TipReceipt> {
  const { challenge, bits } = await tips.getChallenge({ purpose: GetChallengeRequest_Purpose.SUBMIT }, { timeoutMs });
  const proof = bits > 0 ? { challenge, answer: await solve(challenge, requestId, bits) } : undefined;
  return tips.submitTip({ ...tip, requestId, proof }, { timeoutMs });
}
