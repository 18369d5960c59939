// What the screens of calls to the police call things.
import {
  Dispatch_Cause,
  Dispatch_Line,
  Dispatch_State,
  DispatchAttempt_Outcome,
  RequestDispatchRequest_Danger,
  RequestDispatchRequest_Timing,
} from "../../gen/watchbell/alerting/v1/dispatch_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kDispatchStates: Record<Dispatch_State, TextKey> = {
  [Dispatch_State.UNSPECIFIED]: "board.unknown",
  [Dispatch_State.REQUESTED]: "police.state.requested",
  [Dispatch_State.SENT]: "police.state.sent",
  [Dispatch_State.CONFIRMED]: "police.state.confirmed",
  [Dispatch_State.UNCONFIRMED]: "police.state.unconfirmed",
  [Dispatch_State.WITHDRAWN]: "police.state.withdrawn",
};

export const kLines: Record<Dispatch_Line, TextKey> = {
  [Dispatch_Line.UNSPECIFIED]: "board.unknown",
  [Dispatch_Line.EMERGENCY_911]: "police.line.911",
  [Dispatch_Line.POLICE_NON_EMERGENCY]: "police.line.nonEmergency",
};

export const kCauses: Record<Dispatch_Cause, TextKey> = {
  [Dispatch_Cause.UNSPECIFIED]: "board.unknown",
  [Dispatch_Cause.INCIDENT]: "police.cause.incident",
  [Dispatch_Cause.TIP]: "police.cause.tip",
  [Dispatch_Cause.PERSON]: "police.cause.person",
  [Dispatch_Cause.CASE]: "police.cause.case",
};

export const kAttempts: Record<DispatchAttempt_Outcome, TextKey> = {
  [DispatchAttempt_Outcome.UNSPECIFIED]: "board.unknown",
  [DispatchAttempt_Outcome.ACCEPTED]: "police.attempt.accepted",
  [DispatchAttempt_Outcome.REFUSED]: "police.attempt.refused",
  [DispatchAttempt_Outcome.UNREACHABLE]: "police.attempt.unreachable",
  [DispatchAttempt_Outcome.NO_LINE]: "police.attempt.noLine",
};

export const kTimings: Partial<Record<RequestDispatchRequest_Timing, TextKey>> = {
  [RequestDispatchRequest_Timing.ACTIVE]: "police.timing.active",
  [RequestDispatchRequest_Timing.PAST]: "police.timing.past",
};

export const kDangers: Partial<Record<RequestDispatchRequest_Danger, TextKey>> = {
  [RequestDispatchRequest_Danger.IMMEDIATE]: "police.danger.immediate",
  [RequestDispatchRequest_Danger.NONE]: "police.danger.none",
};
