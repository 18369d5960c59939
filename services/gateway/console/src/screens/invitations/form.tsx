// What an invitation needs. One person a line, so that a list can be pasted.
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { useApi } from "../../api/api";
import { type CreateInvitationResponse, Invitation_Kind } from "../../gen/watchbell/visitor/v1/invitation_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { kPersonKinds, zoneList } from "../desk/arrival_details";
import { peopleOf } from "./people";

export const kInvitationKinds: Partial<Record<Invitation_Kind, TextKey>> = {
  [Invitation_Kind.SINGLE]: "invite.kind.single",
  [Invitation_Kind.GROUP]: "invite.kind.group",
  [Invitation_Kind.EVENT]: "invite.kind.event",
  [Invitation_Kind.CONTRACTOR]: "invite.kind.contractor",
};

// Fifty lines of names, a birth date and an email.
const kPeopleLengthMax = 50 * 400;

interface Props {
  school: string;
  onMade(answer: CreateInvitationResponse): void;
}

export function InvitationForm({ school, onMade }: Props) {
  const { t } = useText();
  const { invitations } = useApi();
  const isEvent = ({ kind }: Values) => Number(kind) === Invitation_Kind.EVENT;
  const fields: FormField[] = [
    { name: "kind", label: t("invite.kind"), kind: "choice", required: true, options: choices(t, kInvitationKinds) },
    {
      ...{ name: "people", label: t("invite.people"), hint: t("invite.peopleHint"), kind: "area", required: true },
      maxLength: kPeopleLengthMax,
      when: (values) => !isEvent(values),
    },
    { name: "usesMax", label: t("invite.usesMax"), kind: "number", required: true, when: isEvent },
    { name: "purpose", label: t("desk.purpose"), required: true, maxLength: 200 },
    { name: "person", label: t("visit.kind"), kind: "choice", options: choices(t, kPersonKinds) },
    { name: "from", label: t("invite.from"), kind: "datetime-local", required: true },
    { name: "until", label: t("invite.until"), kind: "datetime-local", required: true },
    { name: "host", label: t("visit.host"), maxLength: 64 },
    { name: "zones", label: t("visit.zones"), hint: t("visit.zonesHint"), maxLength: 520 },
  ];
  return (
    <section className="card" aria-labelledby="invite-title">
      <h2 id="invite-title">{t("invite.make")}</h2>
      <ActionForm
        open
        label={t("invite.make")}
        fields={fields}
        initial={{ kind: String(Invitation_Kind.SINGLE) }}
        send={(values, { requestId, timeoutMs }) =>
          invitations.createInvitation(
            {
              ...{ requestId, school },
              invitation: {
                kind: Number(values.kind),
                expected: isEvent(values) ? [] : peopleOf(values.people ?? ""),
                personKind: Number(values.person ?? 0),
                purpose: values.purpose?.trim(),
                hostId: values.host?.trim(),
                allowedZones: zoneList(values.zones ?? ""),
                startsAt: timestampFromDate(new Date(values.from ?? "")),
                endsAt: timestampFromDate(new Date(values.until ?? "")),
                usesMax: isEvent(values) ? Number(values.usesMax) : 0,
              },
            },
            { timeoutMs },
          )
        }
        onDone={onMade}
      />
    </section>
  );
}
