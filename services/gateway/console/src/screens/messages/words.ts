// What the screens of messages call things.
import { AudiencePart_People } from "../../gen/watchbell/notification/v1/audience_pb";
import { Message_State, MessageApproval } from "../../gen/watchbell/notification/v1/message_pb";
import { Level } from "../../gen/watchbell/notification/v1/notice_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kLevels: Partial<Record<Level, TextKey>> = {
  [Level.EMERGENCY]: "messages.level.emergency",
  [Level.URGENT]: "messages.level.urgent",
  [Level.ADVISORY]: "messages.level.advisory",
  [Level.INFO]: "messages.level.info",
};

export const kPeople: Partial<Record<AudiencePart_People, TextKey>> = {
  [AudiencePart_People.STAFF]: "messages.people.staff",
  [AudiencePart_People.ON_SITE]: "messages.people.onSite",
  [AudiencePart_People.FAMILIES]: "messages.people.families",
  [AudiencePart_People.STAFF_AND_FAMILIES]: "messages.people.both",
};

export const kStates: Record<Message_State, TextKey> = {
  [Message_State.UNSPECIFIED]: "messages.state.draft",
  [Message_State.DRAFT]: "messages.state.draft",
  [Message_State.WAITING]: "messages.state.waiting",
  [Message_State.SCHEDULED]: "messages.state.scheduled",
  [Message_State.SENT]: "messages.state.sent",
  [Message_State.CLOSED]: "messages.state.closed",
  [Message_State.CANCELLED]: "messages.state.cancelled",
};

export const kApprovals: Record<MessageApproval, TextKey> = {
  [MessageApproval.UNSPECIFIED]: "messages.approval.administrator",
  [MessageApproval.ADMINISTRATOR]: "messages.approval.administrator",
  [MessageApproval.SUPERINTENDENT]: "messages.approval.superintendent",
  [MessageApproval.COUNSEL]: "messages.approval.counsel",
};
