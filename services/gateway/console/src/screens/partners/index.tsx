// The partners outside: fire, ambulance, police, hospitals, counsel; and when somebody last made sure of each number.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { Partner } from "../../gen/watchbell/notification/v1/partner_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { kHazards, kPartnerKinds } from "./words";

const kNameLengthMax = 100;
const kPhoneLengthMax = 20;
const kNoteLengthMax = 300;

export function Partners({ school }: { school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { partners } = useApi();
  const live = useLive(
    `partners:${school}`,
    (options) => partners.listPartners({ school }, options),
    (hint) => hint.aggregate === "partner",
  );
  const stale = new Set(live.data?.staleIds);
  return (
    <ListCard
      title={t("partner.title")}
      live={live}
      items={live.data?.partners.filter(({ retired }) => !retired)}
      none={t("partner.none")}
      idOf={({ id }) => id}
      row={(partner) => (
        <>
          <div>
            <strong>{partner.name}</strong>
            <p className="muted">
              {[t(kPartnerKinds[partner.kind] ?? "board.unknown"), partner.phone, partner.secondPhone, partner.contactName].filter(Boolean).join(" · ")}
            </p>
          </div>
          <span className={stale.has(partner.id) ? "tag tag-urgent" : "tag"}>
            {stale.has(partner.id) ? t("partner.stale") : t("partner.verified", { time: time(partner.verifiedAt) })}
          </span>
          {can("partner.edit") && partner.school === school && <Steps school={school} partner={partner} onChange={live.reload} />}
        </>
      )}
    >
      {can("partner.edit") && <PartnerForm school={school} onDone={live.reload} />}
    </ListCard>
  );
}

interface Props {
  school: string;
  partner: Partner;
  onChange(): void;
}

function Steps({ school, partner, onChange }: Props) {
  const { t } = useText();
  const { partners } = useApi();
  const target = { school, partnerId: partner.id };
  return (
    <div className="commands">
      <ActionForm
        label={t("partner.verify")}
        send={(_, { requestId, timeoutMs }) => partners.verifyPartner({ ...target, requestId }, { timeoutMs })}
        onDone={onChange}
      >
        <p>{t("partner.verifyHint")}</p>
      </ActionForm>
      <PartnerForm school={school} partner={partner} onDone={onChange} />
      <ActionForm
        label={t("partner.retire")}
        kind="danger"
        send={(_, { requestId, timeoutMs }) => partners.retirePartner({ ...target, requestId }, { timeoutMs })}
        onDone={onChange}
      />
    </div>
  );
}

function PartnerForm({ school, partner, onDone }: { school: string; partner?: Partner; onDone(): void }) {
  const { t } = useText();
  const { partners } = useApi();
  const hazards = choices(t, kHazards) ?? [];
  const fields: FormField[] = [
    { name: "kind", label: t("partner.kind"), kind: "choice", required: true, options: choices(t, kPartnerKinds) },
    { name: "name", label: t("partner.name"), required: true, maxLength: kNameLengthMax },
    { name: "phone", label: t("partner.phone"), hint: t("partner.phoneHint"), required: true, maxLength: kPhoneLengthMax },
    { name: "secondPhone", label: t("partner.secondPhone"), maxLength: kPhoneLengthMax },
    { name: "email", label: t("partner.email"), kind: "email" },
    { name: "contactName", label: t("partner.contact"), maxLength: kNameLengthMax },
    { name: "note", label: t("partner.note"), kind: "area", maxLength: kNoteLengthMax },
    { name: "places", label: t("partner.places"), kind: "heading" },
    ...hazards.map(({ value, label }): FormField => ({ name: `place-${value}`, label, kind: "number" })),
  ];
  const initial: Values = partner
    ? {
        ...{ kind: String(partner.kind), name: partner.name, phone: partner.phone, secondPhone: partner.secondPhone },
        ...{ email: partner.email, contactName: partner.contactName, note: partner.note },
        ...Object.fromEntries(partner.callList.map(({ hazard, place }) => [`place-${hazard}`, String(place)])),
      }
    : {};
  return (
    <ActionForm
      label={t(partner ? "partner.change" : "partner.add")}
      fields={fields}
      initial={initial}
      send={(values, { requestId, timeoutMs }) => {
        const callList = hazards
          .map(({ value }) => ({ hazard: Number(value), place: Number(values[`place-${value}`] ?? 0) }))
          .filter(({ place }) => place > 0);
        const { name, phone, secondPhone, email, contactName, note } = values;
        const changed = { kind: Number(values.kind), name, phone, secondPhone, email, contactName, note, callList };
        return partners.savePartner({ requestId, school, partnerId: partner?.id ?? "", partner: changed }, { timeoutMs });
      }}
      onDone={onDone}
    />
  );
}
