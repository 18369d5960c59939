// A failed call as the console sees it: what to tell the person, and whether trying again makes sense.
import { Code, ConnectError } from "@connectrpc/connect";
import { RefusalSchema } from "../gen/watchbell/common/v1/event_pb";
import { isTextKey, type TextKey } from "../i18n/dictionary";
import type { Text } from "../i18n";

export interface Failure {
  code: Code;
  /** Upper snake case; empty when no service gave one. */
  reason: string;
  /** Path of the request's field; may be empty. */
  field: string;
  /** What to do, in English, from the service. */
  remedy: string;
}

// The same request may succeed later. Unknown and Internal are what a cut connection looks like in a browser.
const kRetriable = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Aborted,
  Code.ResourceExhausted,
  Code.Unknown,
  Code.Internal,
]);

export function failureOf(error: unknown): Failure {
  const known = ConnectError.from(error);
  const refusal = known.findDetails(RefusalSchema)[0];
  return {
    code: known.code,
    reason: refusal?.reason ?? "",
    field: refusal?.field ?? "",
    remedy: refusal?.remedy ?? "",
  };
}

export function isRetriable(failure: Failure): boolean {
  return kRetriable.has(failure.code);
}

const kTextOfCode: Partial<Record<Code, TextKey>> = {
  [Code.Unauthenticated]: "error.unauthenticated",
  [Code.PermissionDenied]: "error.permissionDenied",
  [Code.NotFound]: "error.notFound",
  [Code.InvalidArgument]: "error.invalidArgument",
  [Code.FailedPrecondition]: "error.failedPrecondition",
  [Code.ResourceExhausted]: "error.resourceExhausted",
  [Code.Unavailable]: "error.unavailable",
  [Code.DeadlineExceeded]: "error.deadlineExceeded",
};

/** What to show: our words for the reason; else our words for the code, and the service's remedy in English. */
export function failureText(text: Text, failure: Failure): { message: string; remedy: string } {
  const key = `refusal.${failure.reason}`;
  if (isTextKey(key)) return { message: text.t(key), remedy: "" };
  return { message: text.t(kTextOfCode[failure.code] ?? "error.other"), remedy: failure.remedy };
}
