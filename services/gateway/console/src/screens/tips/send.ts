// Sends a tip and its files, with proof of work while the service asks for some.
import type { Api } from "../../api/api";
import type { Attempt } from "../../api/persist";
import type { Tip_Category } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { GetChallengeRequest_Purpose, type TipReceipt } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { solve } from "../../lib/work";

export const kFilesMax = 5;
export const kFileBytesMax = 10 * 1024 * 1024;

export interface TipFile {
  /** The upload's request id: a random one, made once for each file. */
  id: string;
  file: File;
}

export interface Tip {
  school: string;
  category: Tip_Category;
  text: string;
  place: string;
  happeningNow: boolean;
  /** Empty: the receipt brings a code. */
  passphrase: string;
  files: TipFile[];
}

/** None while it is quiet. The binding is what the proof is good for, and for nothing else. */
export async function prove(
  { tips }: Api,
  purpose: GetChallengeRequest_Purpose,
  binding: string,
  { timeoutMs }: Pick<Attempt, "timeoutMs">,
  tipId = "",
) {
  const { challenge, bits } = await tips.getChallenge({ purpose, tipId }, { timeoutMs });
  return bits > 0 ? { challenge, answer: await solve(challenge, binding, bits) } : undefined;
}

export async function sendTip(api: Api, { files, ...tip }: Tip, attempt: Attempt): Promise<TipReceipt> {
  const { requestId, timeoutMs } = attempt;
  const attachmentIds: string[] = [];
  for (const { id, file } of files) {
    const proof = await prove(api, GetChallengeRequest_Purpose.UPLOAD, id, attempt);
    const content = new Uint8Array(await file.arrayBuffer());
    const upload = { requestId: id, school: tip.school, tipRequestId: requestId, content, proof };
    attachmentIds.push((await api.uploads.uploadFile(upload, { timeoutMs })).attachmentId);
  }
  const proof = await prove(api, GetChallengeRequest_Purpose.SUBMIT, requestId, attempt);
  return api.tips.submitTip({ ...tip, requestId, proof, attachmentIds }, { timeoutMs });
}
