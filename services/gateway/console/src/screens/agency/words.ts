// Words for the agency visit's states, steps, documents and grounds.
import {
  AgencyDocumentKind,
  DocumentGround_Kind,
  Seen,
  SignerTitle,
} from "../../gen/watchbell/visitor/v1/agency_document_pb";
import { AgencyRefusalReason, AgencyStep, AgencyVisit_State } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kStates: Record<AgencyVisit_State, TextKey> = {
  [AgencyVisit_State.UNSPECIFIED]: "agency.state.outside",
  [AgencyVisit_State.ARRIVED_OUTSIDE]: "agency.state.outside",
  [AgencyVisit_State.IDENTIFYING]: "agency.state.identifying",
  [AgencyVisit_State.ADMIN_REVIEW]: "agency.state.admin",
  [AgencyVisit_State.LEGAL_REVIEW]: "agency.state.legal",
  [AgencyVisit_State.MORE_INFO]: "agency.state.moreInfo",
  [AgencyVisit_State.AUTHORISED]: "agency.state.authorised",
  [AgencyVisit_State.INSIDE]: "agency.state.inside",
  [AgencyVisit_State.REFUSED]: "agency.state.refused",
  [AgencyVisit_State.EXIGENT]: "agency.state.exigent",
  [AgencyVisit_State.DEPARTED]: "agency.state.departed",
  [AgencyVisit_State.NOTICE_DECISION]: "agency.state.notice",
  [AgencyVisit_State.CLOSED]: "agency.state.closed",
  [AgencyVisit_State.LOCAL_POLICE_MATTER]: "agency.state.police",
};

export const kSteps: Record<AgencyStep, TextKey> = {
  [AgencyStep.UNSPECIFIED]: "agency.step.arrive",
  [AgencyStep.ARRIVE]: "agency.step.arrive",
  [AgencyStep.IDENTIFY]: "agency.step.identify",
  [AgencyStep.CAPTURE_DOCUMENT]: "agency.step.capture",
  [AgencyStep.HAND_TO_ADMINISTRATOR]: "agency.step.hand",
  [AgencyStep.TAKE_REVIEW]: "agency.step.takeReview",
  [AgencyStep.CONTACT_COUNSEL]: "agency.step.contactCounsel",
  [AgencyStep.CLOSE_AS_LOCAL_POLICE]: "agency.step.police",
  [AgencyStep.TAKE_LEGAL_REVIEW]: "agency.step.takeLegal",
  [AgencyStep.AUTHORISE]: "agency.step.authorise",
  [AgencyStep.REFUSE]: "agency.step.refuse",
  [AgencyStep.ASK]: "agency.step.ask",
  [AgencyStep.ANSWER]: "agency.step.answer",
  [AgencyStep.ENTER]: "agency.step.enter",
  [AgencyStep.EXIGENT_ENTRY]: "agency.step.exigent",
  [AgencyStep.DEPART]: "agency.step.depart",
  [AgencyStep.PROPOSE_NOTICE]: "agency.step.propose",
  [AgencyStep.DECIDE_NOTICE]: "agency.step.decideNotice",
  [AgencyStep.PAGE_NEXT]: "agency.step.pageNext",
  [AgencyStep.EXPIRE]: "agency.step.expire",
};

export const kDocumentKinds: Partial<Record<AgencyDocumentKind, TextKey>> = {
  [AgencyDocumentKind.JUDICIAL_SEARCH]: "agency.doc.search",
  [AgencyDocumentKind.JUDICIAL_ARREST]: "agency.doc.arrest",
  [AgencyDocumentKind.COURT_ORDER]: "agency.doc.order",
  [AgencyDocumentKind.SUBPOENA_COURT]: "agency.doc.subpoenaCourt",
  [AgencyDocumentKind.SUBPOENA_ADMIN]: "agency.doc.subpoenaAdmin",
  [AgencyDocumentKind.I_200]: "agency.doc.i200",
  [AgencyDocumentKind.I_205]: "agency.doc.i205",
  [AgencyDocumentKind.DETAINER_I_247A]: "agency.doc.detainer",
  [AgencyDocumentKind.NOTICE_TO_APPEAR]: "agency.doc.notice",
  [AgencyDocumentKind.NONE]: "agency.doc.none",
  [AgencyDocumentKind.UNCLEAR]: "agency.doc.unclear",
};

export const kSigners: Partial<Record<SignerTitle, TextKey>> = {
  [SignerTitle.JUDGE]: "agency.signer.judge",
  [SignerTitle.MAGISTRATE]: "agency.signer.magistrate",
  [SignerTitle.IMMIGRATION_JUDGE]: "agency.signer.immigrationJudge",
  [SignerTitle.OFFICER]: "agency.signer.officer",
  [SignerTitle.CLERK_OF_COURT]: "agency.signer.clerk",
  [SignerTitle.ATTORNEY]: "agency.signer.attorney",
  [SignerTitle.UNKNOWN]: "agency.signer.unknown",
};

export const kSeen: Partial<Record<Seen, TextKey>> = {
  [Seen.YES]: "agency.seen.yes",
  [Seen.NO]: "agency.seen.no",
  [Seen.UNKNOWN]: "agency.seen.unknown",
};

export const kGrounds: Record<DocumentGround_Kind, TextKey> = {
  [DocumentGround_Kind.UNSPECIFIED]: "agency.ground.court",
  [DocumentGround_Kind.COURT_NAMED]: "agency.ground.court",
  [DocumentGround_Kind.SIGNED_BY_JUDGE]: "agency.ground.judge",
  [DocumentGround_Kind.SIGNATURE_PRESENT]: "agency.ground.signature",
  [DocumentGround_Kind.DATE_CURRENT]: "agency.ground.date",
  [DocumentGround_Kind.ADDRESS_OR_PERSON_MATCHES]: "agency.ground.matches",
  [DocumentGround_Kind.SCOPE_CAPTURED]: "agency.ground.scope",
};

export const kRefusals: Partial<Record<AgencyRefusalReason, TextKey>> = {
  [AgencyRefusalReason.NO_DOCUMENT]: "agency.refusal.none",
  [AgencyRefusalReason.ADMINISTRATIVE_ONLY]: "agency.refusal.administrative",
  [AgencyRefusalReason.DOES_NOT_COVER]: "agency.refusal.notCovered",
  [AgencyRefusalReason.NOT_CURRENT]: "agency.refusal.notCurrent",
  [AgencyRefusalReason.OTHER]: "agency.refusal.else",
};
