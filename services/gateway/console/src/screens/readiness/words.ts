// What the pages of readiness call things.
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
