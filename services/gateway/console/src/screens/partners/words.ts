// What the partner directory calls things.
import { Hazard, Partner_Kind as Kind } from "../../gen/watchbell/notification/v1/partner_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kPartnerKinds: Partial<Record<Kind, TextKey>> = {
  [Kind.FIRE]: "partner.kind.fire",
  [Kind.EMS]: "partner.kind.ems",
  [Kind.POLICE]: "partner.kind.police",
  [Kind.HOSPITAL]: "partner.kind.hospital",
  [Kind.EMERGENCY_MANAGEMENT]: "partner.kind.emergency",
  [Kind.COUNSEL]: "partner.kind.counsel",
  [Kind.UTILITY]: "partner.kind.utility",
};

export const kHazards: Partial<Record<Hazard, TextKey>> = {
  [Hazard.FIRE]: "partner.hazard.fire",
  [Hazard.MEDICAL]: "partner.hazard.medical",
  [Hazard.INTRUDER]: "partner.hazard.intruder",
  [Hazard.THREAT]: "partner.hazard.threat",
  [Hazard.HAZMAT]: "partner.hazard.hazmat",
  [Hazard.WEATHER]: "partner.hazard.weather",
  [Hazard.UTILITY]: "partner.hazard.utility",
  [Hazard.AGENCY]: "partner.hazard.agency",
};
