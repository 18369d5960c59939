// One typed client for each service behind the gateway.
import { type Client, Code, ConnectError, createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { createContext, useContext } from "react";
import { AlarmService } from "../gen/watchbell/alerting/v1/alarm_service_pb";
import { AssistService } from "../gen/watchbell/alerting/v1/assist_pb";
import { CommitteeService } from "../gen/watchbell/alerting/v1/committee_pb";
import { DispatchService } from "../gen/watchbell/alerting/v1/dispatch_pb";
import { DrillCalendarService } from "../gen/watchbell/alerting/v1/drill_calendar_pb";
import { DrillService } from "../gen/watchbell/alerting/v1/drill_pb";
import { RetentionService as AlertingRetention } from "../gen/watchbell/alerting/v1/retention_pb";
import { PlanService } from "../gen/watchbell/alerting/v1/emergency_plan_pb";
import { ReviewService } from "../gen/watchbell/alerting/v1/review_pb";
import { TrainingService } from "../gen/watchbell/alerting/v1/training_pb";
import { RollCallService } from "../gen/watchbell/alerting/v1/roll_call_pb";
import { SafetyService } from "../gen/watchbell/alerting/v1/safety_pb";
import { FeedService, SessionService } from "../gen/watchbell/gateway/v1/session_service_pb";
import { AudienceService } from "../gen/watchbell/notification/v1/audience_pb";
import { ReadinessService } from "../gen/watchbell/notification/v1/contact_test_pb";
import { DirectoryService } from "../gen/watchbell/notification/v1/directory_service_pb";
import { DeliveryReportService } from "../gen/watchbell/notification/v1/delivery_report_pb";
import { DutyService } from "../gen/watchbell/notification/v1/duty_service_pb";
import { MessageService } from "../gen/watchbell/notification/v1/message_service_pb";
import { MessageTemplateService } from "../gen/watchbell/notification/v1/message_template_pb";
import { NoticeService } from "../gen/watchbell/notification/v1/notice_pb";
import { RetentionService as NotificationRetention } from "../gen/watchbell/notification/v1/retention_pb";
import { PartnerService } from "../gen/watchbell/notification/v1/partner_pb";
import { BullyingService } from "../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { EvidenceService } from "../gen/watchbell/threat_intake/v1/case_evidence_pb";
import { FactorService } from "../gen/watchbell/threat_intake/v1/case_factor_pb";
import { InterviewService } from "../gen/watchbell/threat_intake/v1/case_interview_pb";
import { SafetyPlanService } from "../gen/watchbell/threat_intake/v1/case_plan_pb";
import { ReferralService } from "../gen/watchbell/threat_intake/v1/case_referral_pb";
import { CaseService } from "../gen/watchbell/threat_intake/v1/case_service_pb";
import { SuicideRiskService } from "../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { SupportService } from "../gen/watchbell/threat_intake/v1/case_support_pb";
import { ThreatTeamService } from "../gen/watchbell/threat_intake/v1/case_team_pb";
import { PlanTransferService } from "../gen/watchbell/threat_intake/v1/case_transfer_pb";
import { ClusterService } from "../gen/watchbell/threat_intake/v1/cluster_pb";
import { MailboxService } from "../gen/watchbell/threat_intake/v1/mailbox_pb";
import { RetentionService as IntakeRetention } from "../gen/watchbell/threat_intake/v1/retention_pb";
import { TipService } from "../gen/watchbell/threat_intake/v1/tip_service_pb";
import { UploadService } from "../gen/watchbell/threat_intake/v1/tip_upload_pb";
import { AgencyService } from "../gen/watchbell/visitor/v1/agency_service_pb";
import { BadgeService } from "../gen/watchbell/visitor/v1/badge_pb";
import { ClearanceService } from "../gen/watchbell/visitor/v1/clearance_pb";
import { DismissalService } from "../gen/watchbell/visitor/v1/dismissal_pb";
import { DisputeService } from "../gen/watchbell/visitor/v1/dispute_pb";
import { InvitationService } from "../gen/watchbell/visitor/v1/invitation_pb";
import { RecordsService, SealedRecordsService } from "../gen/watchbell/visitor/v1/records_service_pb";
import { RegistryService } from "../gen/watchbell/visitor/v1/registry_pb";
import { RetentionService as VisitorRetention } from "../gen/watchbell/visitor/v1/retention_pb";
import { ScreeningService } from "../gen/watchbell/visitor/v1/screening_service_pb";
import { VisitService } from "../gen/watchbell/visitor/v1/visit_service_pb";
import { WatchlistService } from "../gen/watchbell/visitor/v1/watchlist_service_pb";

export interface Api {
  session: Client<typeof SessionService>;
  feed: Client<typeof FeedService>;
  directory: Client<typeof DirectoryService>;
  visits: Client<typeof VisitService>;
  badges: Client<typeof BadgeService>;
  invitations: Client<typeof InvitationService>;
  screening: Client<typeof ScreeningService>;
  dismissals: Client<typeof DismissalService>;
  agency: Client<typeof AgencyService>;
  records: Client<typeof RecordsService>;
  sealedRecords: Client<typeof SealedRecordsService>;
  clearances: Client<typeof ClearanceService>;
  disputes: Client<typeof DisputeService>;
  registries: Client<typeof RegistryService>;
  watchlist: Client<typeof WatchlistService>;
  alarm: Client<typeof AlarmService>;
  assists: Client<typeof AssistService>;
  safety: Client<typeof SafetyService>;
  dispatches: Client<typeof DispatchService>;
  drills: Client<typeof DrillService>;
  drillCalendar: Client<typeof DrillCalendarService>;
  plans: Client<typeof PlanService>;
  trainings: Client<typeof TrainingService>;
  reviews: Client<typeof ReviewService>;
  committees: Client<typeof CommitteeService>;
  rollCalls: Client<typeof RollCallService>;
  notices: Client<typeof NoticeService>;
  messages: Client<typeof MessageService>;
  templates: Client<typeof MessageTemplateService>;
  duty: Client<typeof DutyService>;
  partners: Client<typeof PartnerService>;
  deliveryReports: Client<typeof DeliveryReportService>;
  readiness: Client<typeof ReadinessService>;
  audiences: Client<typeof AudienceService>;
  tips: Client<typeof TipService>;
  uploads: Client<typeof UploadService>;
  mailbox: Client<typeof MailboxService>;
  cases: Client<typeof CaseService>;
  factors: Client<typeof FactorService>;
  interviews: Client<typeof InterviewService>;
  evidence: Client<typeof EvidenceService>;
  safetyPlans: Client<typeof SafetyPlanService>;
  referrals: Client<typeof ReferralService>;
  teams: Client<typeof ThreatTeamService>;
  support: Client<typeof SupportService>;
  risks: Client<typeof SuicideRiskService>;
  bullying: Client<typeof BullyingService>;
  transfers: Client<typeof PlanTransferService>;
  clusters: Client<typeof ClusterService>;
  /** Each service erases its own records; the four have the same methods. */
  retention: Record<"visitor" | "intake" | "alerting" | "notification", Client<typeof VisitorRetention>>;
}

export function makeApi(transport: Transport): Api {
  return {
    session: createClient(SessionService, transport),
    feed: createClient(FeedService, transport),
    directory: createClient(DirectoryService, transport),
    visits: createClient(VisitService, transport),
    badges: createClient(BadgeService, transport),
    invitations: createClient(InvitationService, transport),
    screening: createClient(ScreeningService, transport),
    dismissals: createClient(DismissalService, transport),
    agency: createClient(AgencyService, transport),
    records: createClient(RecordsService, transport),
    sealedRecords: createClient(SealedRecordsService, transport),
    clearances: createClient(ClearanceService, transport),
    disputes: createClient(DisputeService, transport),
    registries: createClient(RegistryService, transport),
    watchlist: createClient(WatchlistService, transport),
    alarm: createClient(AlarmService, transport),
    assists: createClient(AssistService, transport),
    safety: createClient(SafetyService, transport),
    dispatches: createClient(DispatchService, transport),
    drills: createClient(DrillService, transport),
    drillCalendar: createClient(DrillCalendarService, transport),
    plans: createClient(PlanService, transport),
    trainings: createClient(TrainingService, transport),
    reviews: createClient(ReviewService, transport),
    committees: createClient(CommitteeService, transport),
    rollCalls: createClient(RollCallService, transport),
    notices: createClient(NoticeService, transport),
    messages: createClient(MessageService, transport),
    templates: createClient(MessageTemplateService, transport),
    duty: createClient(DutyService, transport),
    partners: createClient(PartnerService, transport),
    deliveryReports: createClient(DeliveryReportService, transport),
    readiness: createClient(ReadinessService, transport),
    audiences: createClient(AudienceService, transport),
    tips: createClient(TipService, transport),
    uploads: createClient(UploadService, transport),
    mailbox: createClient(MailboxService, transport),
    cases: createClient(CaseService, transport),
    factors: createClient(FactorService, transport),
    interviews: createClient(InterviewService, transport),
    evidence: createClient(EvidenceService, transport),
    safetyPlans: createClient(SafetyPlanService, transport),
    referrals: createClient(ReferralService, transport),
    teams: createClient(ThreatTeamService, transport),
    support: createClient(SupportService, transport),
    risks: createClient(SuicideRiskService, transport),
    bullying: createClient(BullyingService, transport),
    transfers: createClient(PlanTransferService, transport),
    clusters: createClient(ClusterService, transport),
    retention: {
      visitor: createClient(VisitorRetention, transport),
      intake: createClient(IntakeRetention, transport),
      alerting: createClient(AlertingRetention, transport),
      notification: createClient(NotificationRetention, transport),
    },
  };
}

/** Tells when the gateway no longer knows the session. */
export class SessionEnd extends EventTarget {
  announce(): void {
    this.dispatchEvent(new Event("ended"));
  }
}

/** Same origin; the session travels in a cookie that scripts cannot read. */
export function browserTransport(end: SessionEnd): Transport {
  return createConnectTransport({ baseUrl: "/", useBinaryFormat: false, interceptors: [watchSession(end)] });
}

/** Watches every answer for UNAUTHENTICATED, but for those that sign-in itself gives. */
export function watchSession(end: SessionEnd): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      const ended = ConnectError.from(error).code === Code.Unauthenticated;
      if (ended && request.service.typeName !== SessionService.typeName) end.announce();
      throw error;
    }
  };
}

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error("useApi needs an ApiContext");
  return api;
}
