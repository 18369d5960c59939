// Who helps: a provider of the district's list, the family's consent, the day by which it is made, and what became of it.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type Provider, type Referral, Referral_State as State, ReferralConsent as Consent, ReferralOutcome as Outcome } from "../../gen/watchbell/threat_intake/v1/case_referral_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { moment } from "../../lib/time";
import { ActionForm, choices } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import type { PartOfCase } from "./parts";
import { personFields, personOf } from "./person_fields";

const kTextLengthMax = 300;
const kByLengthMax = 80;

const kConsents: Partial<Record<Consent, TextKey>> = {
  [Consent.ASKED]: "parts.consent.asked",
  [Consent.GIVEN]: "parts.consent.given",
  [Consent.DECLINED]: "parts.consent.declined",
};
const kOutcomes: Partial<Record<Outcome, TextKey>> = {
  [Outcome.ENGAGED]: "parts.outcome.engaged",
  [Outcome.COMPLETED]: "parts.outcome.completed",
  [Outcome.WAITING_LIST]: "parts.outcome.waiting",
  [Outcome.NOT_REACHED]: "parts.outcome.notReached",
  [Outcome.DECLINED]: "parts.outcome.declined",
};
const kStates: Record<State, TextKey> = {
  [State.UNSPECIFIED]: "board.unknown",
  [State.OPEN]: "parts.referral.open",
  [State.MADE]: "parts.referral.made",
  [State.CLOSED]: "cases.state.closed",
};

export function Referrals({ school, caseId, mayWork }: PartOfCase) {
  const { t } = useText();
  const { referrals } = useApi();
  const live = useLive(
    `referrals:${caseId}`,
    async (options) => {
      const [known, { providers }] = await Promise.all([
        referrals.listReferrals({ school, caseId }, options),
        referrals.listProviders({ school }, options),
      ]);
      return { referrals: known.referrals, providers };
    },
    (hint) => hint.aggregate === "referral" && hint.school === school,
  );
  const providers = live.data?.providers ?? [];
  return (
    <ListCard
      title={t("parts.referrals")}
      live={live}
      items={live.data?.referrals}
      none={t("parts.noReferrals")}
      idOf={({ id }) => id}
      row={(referral) => (
        <Row
          referral={referral}
          provider={providers.find(({ id }) => id === referral.providerId)}
          mayWork={mayWork}
          onChange={live.reload}
        />
      )}
    >
      {mayWork && live.data && (
        <ActionForm
          label={t("parts.refer")}
          fields={[
            ...personFields(t),
            {
              ...{ name: "provider", label: t("parts.provider"), kind: "choice", required: true },
              options: providers.map(({ id, name, phone, when }) => ({ value: id, label: [name, phone, when].filter(Boolean).join(" · ") })),
            },
            { name: "need", label: t("parts.need"), kind: "area", required: true, maxLength: kTextLengthMax },
            { name: "due", label: t("parts.due"), kind: "datetime-local", required: true },
          ]}
          send={(values, { requestId, timeoutMs }) =>
            referrals.openReferral(
              {
                ...{ requestId, school, caseId, person: personOf(values), providerId: values.provider },
                ...{ need: values.need, dueAt: moment(values.due) },
              },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}

interface RowProps {
  referral: Referral;
  provider?: Provider;
  mayWork: boolean;
  onChange(): void;
}

function Row({ referral, provider, mayWork, onChange }: RowProps) {
  const { t, time } = useText();
  const { referrals } = useApi();
  const { id: referralId, school, state, person, need, consent, dueAt, overdue, outcome, note } = referral;
  const target = { school, referralId };
  return (
    <>
      <div>
        <strong>{[provider?.name, provider?.phone].filter(Boolean).join(" · ") || referral.providerId}</strong>
        <p className="muted">{[person?.description, need, kConsents[consent] && t(kConsents[consent]!)].filter(Boolean).join(" · ")}</p>
        {outcome !== Outcome.UNSPECIFIED && (
          <p>
            {t(kOutcomes[outcome] ?? "board.unknown")} {note}
          </p>
        )}
      </div>
      <span className={overdue ? "tag tag-urgent" : "tag"}>
        {state === State.OPEN ? t("cases.due", { time: time(dueAt) }) : t(kStates[state])}
      </span>
      {mayWork && state !== State.CLOSED && (
        <div className="commands">
          {state === State.OPEN && (
            <>
              <ActionForm
                label={t("parts.consent")}
                fields={[
                  { name: "consent", label: t("parts.consent.what"), kind: "choice", required: true, options: choices(t, kConsents) },
                  { name: "by", label: t("parts.consent.by"), maxLength: kByLengthMax },
                ]}
                send={(values, { requestId, timeoutMs }) =>
                  referrals.recordConsent({ ...target, requestId, consent: Number(values.consent), by: values.by }, { timeoutMs })
                }
                onDone={onChange}
              />
              <ActionForm
                label={t("parts.told")}
                send={(_, { requestId, timeoutMs }) => referrals.makeReferral({ ...target, requestId }, { timeoutMs })}
                onDone={onChange}
              >
                {!provider?.crisis && <p>{t("parts.toldHint")}</p>}
              </ActionForm>
            </>
          )}
          <ActionForm
            label={t("parts.finish")}
            fields={[
              { name: "outcome", label: t("cases.outcome"), kind: "choice", required: true, options: choices(t, kOutcomes) },
              { name: "note", label: t("cases.note"), maxLength: kTextLengthMax },
            ]}
            send={(values, { requestId, timeoutMs }) =>
              referrals.closeReferral({ ...target, requestId, outcome: Number(values.outcome), note: values.note }, { timeoutMs })
            }
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}
