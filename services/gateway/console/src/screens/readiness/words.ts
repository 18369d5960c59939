// What the pages of readiness call things.
import { CommitteeRole as Seat } from "../../gen/watchbell/alerting/v1/committee_pb";
import { TrainedTask, TrainingTopic as Topic } from "../../gen/watchbell/alerting/v1/training_pb";
import { Review_Kind } from "../../gen/watchbell/alerting/v1/review_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kTopics: Partial<Record<Topic, TextKey>> = {
  [Topic.RESPONSE_PROTOCOL]: "ready.topic.protocol",
  [Topic.DRILL_LEADERSHIP]: "ready.topic.drill",
  [Topic.EVENT_SAFETY]: "ready.topic.event",
  [Topic.REUNIFICATION]: "ready.topic.reunification",
  [Topic.FIRST_AID]: "ready.topic.firstAid",
  [Topic.THREAT_ASSESSMENT]: "ready.topic.threat",
  [Topic.FRONT_DOOR]: "ready.topic.frontDoor",
};

export const kTasks: Partial<Record<TrainedTask, TextKey>> = {
  [TrainedTask.LEAD_DRILL]: "ready.task.drill",
  [TrainedTask.LEAD_EVENT]: "ready.task.event",
  [TrainedTask.LEAD_REUNIFICATION]: "ready.task.reunification",
};

export const kReviewKinds: Partial<Record<Review_Kind, TextKey>> = {
  [Review_Kind.AFTER_ACTION]: "ready.review.afterAction",
  [Review_Kind.AUDIT]: "ready.review.audit",
};

/** Those that the law names come first (docs/rules.md, drills D10). */
export const kSeats: Partial<Record<Seat, TextKey>> = {
  [Seat.POLICE_OFFICER]: "committee.role.police",
  [Seat.FIRST_RESPONDER]: "committee.role.responder",
  [Seat.TEACHER]: "committee.role.teacher",
  [Seat.ADMINISTRATOR]: "committee.role.administrator",
  [Seat.MENTAL_HEALTH]: "committee.role.health",
  [Seat.PARENT]: "committee.role.parent",
  [Seat.OTHER]: "committee.role.other",
};
