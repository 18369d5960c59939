// One dismissal: what was found, and only the step that comes next. A bar, or the child's no, ends it for good.
import { useApi } from "../../api/api";
import { Consent_Form } from "../../gen/watchbell/notification/v1/custody_pb";
import {
  ChildAnswer_Answer,
  type Dismissal,
  Dismissal_Hold,
  Dismissal_State,
} from "../../gen/watchbell/visitor/v1/dismissal_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField } from "../../ui/action_form";
import { DoneNote, WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";

export const kDismissalStates: Record<Dismissal_State, TextKey> = {
  [Dismissal_State.UNSPECIFIED]: "dismissal.state.requested",
  [Dismissal_State.REQUESTED]: "dismissal.state.requested",
  [Dismissal_State.CHECKED]: "dismissal.state.checked",
  [Dismissal_State.HELD]: "dismissal.state.held",
  [Dismissal_State.READY]: "dismissal.state.ready",
  [Dismissal_State.RELEASED]: "dismissal.state.released",
  [Dismissal_State.REFUSED]: "dismissal.state.refused",
};

const kHolds: Record<Dismissal_Hold, TextKey> = {
  [Dismissal_Hold.UNSPECIFIED]: "dismissal.state.held",
  [Dismissal_Hold.NOT_LISTED]: "dismissal.hold.notListed",
  [Dismissal_Hold.BARRED]: "dismissal.hold.barred",
  [Dismissal_Hold.CHILD_SAID_NO]: "dismissal.hold.childSaidNo",
};

const kConsentForms: Partial<Record<Consent_Form, TextKey>> = {
  [Consent_Form.SIGNED]: "dismissal.consent.signed",
  [Consent_Form.IN_PERSON]: "dismissal.consent.inPerson",
  [Consent_Form.CALLED_BACK]: "dismissal.consent.calledBack",
};

export function DismissalSteps({ dismissal, onChange }: { dismissal: Dismissal; onChange(): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { dismissals } = useApi();
  const { school, id: dismissalId, state, hold } = dismissal;
  const nameOf = useNames(school, [dismissal.studentId], "");
  const last4: FormField = { name: "last4", label: t("desk.last4"), hint: t("dismissal.last4Hint"), maxLength: 4 };
  const initials: FormField = { name: "initials", label: t("dismissal.initials"), required: true, maxLength: 4 };
  const over = state === Dismissal_State.RELEASED || state === Dismissal_State.REFUSED;
  const unlisted = state === Dismissal_State.HELD && hold === Dismissal_Hold.NOT_LISTED;

  return (
    <section className="card" aria-labelledby="dismissal-title">
      <h2 id="dismissal-title">{t("dismissal.of", { student: nameOf(dismissal.studentId) || dismissal.studentId })}</h2>
      <dl className="facts">
        <div>
          <dt>{t("dismissal.adult")}</dt>
          <dd>{[dismissal.adultGivenName, dismissal.adultFamilyName].join(" ")}</dd>
        </div>
        <div>
          <dt>{t("onsite.state")}</dt>
          <dd>{t(kDismissalStates[state])}</dd>
        </div>
      </dl>
      {state === Dismissal_State.HELD && <WarningNote urgent>{t(kHolds[hold])}</WarningNote>}
      {state === Dismissal_State.RELEASED && <DoneNote>{t("dismissal.releasedHint")}</DoneNote>}
      {dismissal.refusal && <p>{dismissal.refusal}</p>}

      {(state === Dismissal_State.REQUESTED || unlisted) && (
        <>
          <h3>{t("dismissal.step1")}</h3>
          <ActionForm
            open
            label={t("dismissal.check")}
            fields={[last4]}
            send={({ last4: numberLast4 }, { requestId, timeoutMs }) =>
              dismissals.checkAdult({ requestId, school, dismissalId, numberLast4 }, { timeoutMs })
            }
            onDone={onChange}
          />
        </>
      )}
      {unlisted && can("dismissal.approve") && (
        <ActionForm
          label={t("dismissal.approve")}
          fields={[
            { name: "guardian", label: t("dismissal.guardian"), required: true, maxLength: 64 },
            { name: "form", label: t("dismissal.consent"), kind: "choice", required: true, options: choices(t, kConsentForms) },
          ]}
          send={({ guardian = "", form }, { requestId, timeoutMs }) =>
            dismissals.approveUnlistedAdult(
              { requestId, school, dismissalId, consent: { guardianId: guardian.trim(), form: Number(form) } },
              { timeoutMs },
            )
          }
          onDone={onChange}
        />
      )}
      {state === Dismissal_State.CHECKED && (
        <>
          <h3>{t("dismissal.step2")}</h3>
          <blockquote className="say">{t("dismissal.question")}</blockquote>
          <ActionForm
            open
            label={t("dismissal.record")}
            fields={[
              {
                ...{ name: "answer", label: t("dismissal.answer"), kind: "choice", required: true },
                options: choices(t, {
                  [ChildAnswer_Answer.YES]: "dismissal.yes",
                  [ChildAnswer_Answer.NO]: "dismissal.no",
                }),
              },
              initials,
            ]}
            send={({ answer, initials: by }, { requestId, timeoutMs }) =>
              dismissals.recordChildAnswer({ requestId, school, dismissalId, answer: Number(answer), initials: by }, { timeoutMs })
            }
            onDone={onChange}
          />
        </>
      )}
      {state === Dismissal_State.READY && (
        <>
          <h3>{t("dismissal.step3")}</h3>
          <ActionForm
            open
            label={t("dismissal.release")}
            fields={[last4, initials]}
            send={({ last4: numberLast4, initials: by }, { requestId, timeoutMs }) =>
              dismissals.releaseStudent({ requestId, school, dismissalId, numberLast4, initials: by }, { timeoutMs })
            }
            onDone={onChange}
          />
        </>
      )}
      <div className="row steps-end">
        {!over && (
          <ActionForm
            label={t("dismissal.refuse")}
            kind="danger"
            fields={[{ name: "reason", label: t("dismissal.refusal"), kind: "area", required: true, maxLength: 500 }]}
            send={({ reason }, { requestId, timeoutMs }) =>
              dismissals.refuseDismissal({ requestId, school, dismissalId, reason }, { timeoutMs })
            }
            onDone={onChange}
          />
        )}
        <a className="button button-quiet" href="#/desk/dismissal">
          {t("dismissal.next")}
        </a>
      </div>
    </section>
  );
}
