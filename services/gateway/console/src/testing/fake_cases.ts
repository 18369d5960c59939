// Cases of the fake gateway: the first steps of the tree, and factors.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import type { ReadAudit } from "../gen/watchbell/audit/v1/read_audit_pb";
import { type CaseFactor, CaseFactorSchema, FactorService } from "../gen/watchbell/threat_intake/v1/case_factor_pb";
import {
  CaseActionKind,
  CaseActionNeed,
  CaseAnswer,
  CaseLevel,
  CaseActionSchema,
  CaseStep,
  CaseStepAnswerSchema,
} from "../gen/watchbell/threat_intake/v1/case_parts_pb";
import { type Case, Case_State, CaseIndicatorFoundSchema, CaseSchema } from "../gen/watchbell/threat_intake/v1/case_pb";
import { CaseService, type ListCaseReadsRequest_Part as Part } from "../gen/watchbell/threat_intake/v1/case_service_pb";
import { readsPage } from "./fake_reads";

export class FakeCases {
  cases: Case[] = [];
  factors: CaseFactor[] = [];
  /** By part. */
  reads: Partial<Record<Part, ReadAudit[]>> = {};
}

export function caseRoutes(router: ConnectRouter, state: FakeCases): void {
  const find = (id: string): Case => {
    const found = state.cases.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const change = (caseId: string, how: (one: Case) => void) => {
    how(find(caseId));
    return find(caseId);
  };
  router.service(CaseService, {
    openCase({ requestId: id, school, summary, exactWords }) {
      const opened = { id, school, summary, exactWords, state: Case_State.REPORTED, reportedAt: timestampNow() };
      state.cases = [create(CaseSchema, opened), ...state.cases];
      return find(id);
    },
    triageCase: ({ caseId }) => change(caseId, (one) => (one.state = Case_State.TRIAGED)),
    beginEvaluation: ({ caseId }) =>
      change(caseId, (one) => {
        one.state = Case_State.EVALUATING;
        one.step = CaseStep.EVALUATE;
      }),
    answerStep: ({ caseId, step, answer, reason }) =>
      change(caseId, (one) => {
        one.answers.push(create(CaseStepAnswerSchema, { step, answer, reason, at: timestampNow() }));
        if (answer !== CaseAnswer.VERY_SERIOUS) {
          one.step = step + 1;
          return;
        }
        one.state = Case_State.VERY_SERIOUS;
        one.level = CaseLevel.VERY_SERIOUS;
        one.step = CaseStep.SAFETY_EVALUATION;
        one.actions = [
          create(CaseActionSchema, { kind: CaseActionKind.CONSULT_POLICE, need: CaseActionNeed.REQUIRED, dueAt: timestampNow() }),
        ];
      }),
    addIndicator: ({ caseId, indicator, note }) =>
      change(caseId, (one) => one.indicators.push(create(CaseIndicatorFoundSchema, { indicator, note }))),
    recordAction: ({ caseId, kind, outcome, note }) =>
      change(caseId, (one) => Object.assign(one.actions.find((action) => action.kind === kind)!, { outcome, note })),
    getCase: ({ caseId }) => find(caseId),
    listCaseReads: ({ part, ...page }) => readsPage(state.reads[part] ?? [], page),
    listCases: ({ school }) => ({ cases: state.cases.filter((one) => one.school === school) }),
  });
  router.service(FactorService, {
    rateFactor({ school, caseId, kind, rating }) {
      const rated = create(CaseFactorSchema, { school, caseId, kind, ratings: [{ ...rating!, at: timestampNow() }] });
      state.factors.push(rated);
      return rated;
    },
    listFactors: () => ({ factors: state.factors }),
  });
}
