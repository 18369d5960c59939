// Invitations: who is expected, made here, shown as a QR code once, listed, cancelled.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { CreateInvitationResponse, Invitation } from "../../gen/watchbell/visitor/v1/invitation_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote } from "../../ui/notes";
import { SchoolPage } from "../../ui/school_page";
import { InvitationCard } from "./card";
import { InvitationForm, kInvitationKinds } from "./form";

const kPageSize = 200;

export function InvitationsScreen() {
  const { t } = useText();
  return <SchoolPage title={t("invite.title")}>{(school) => <Invitations school={school} />}</SchoolPage>;
}

function Invitations({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { invitations } = useApi();
  const [made, setMade] = useState<CreateInvitationResponse>();
  const live = useLive(
    can("visit.read") ? `invitations:${school}` : "",
    async (options) => (await invitations.listInvitations({ school, pageSize: kPageSize }, options)).invitations,
    (hint) => hint.aggregate === "invitation" && hint.school === school,
  );
  return (
    <div className="desk">
      {made?.invitation ? (
        <InvitationCard invitation={made.invitation} code={made.code} onNext={() => setMade(undefined)} />
      ) : (
        <InvitationForm
          school={school}
          onMade={(answer) => {
            setMade(answer);
            live.reload();
          }}
        />
      )}
      {can("visit.read") && (
        <section className="card" aria-labelledby="invited-title">
          <h2 id="invited-title">{t("invite.open")}</h2>
          <LiveNote live={live} />
          {live.data?.length === 0 && <p className="muted">{t("invite.none")}</p>}
          <ul className="rows">
            {live.data?.map((one) => <Row key={one.id} invitation={one} onChange={live.reload} />)}
          </ul>
        </section>
      )}
    </div>
  );
}

function Row({ invitation, onChange }: { invitation: Invitation; onChange(): void }) {
  const { t, time } = useText();
  const { invitations } = useApi();
  const { school, id: invitationId } = invitation;
  const names = invitation.expected.map((person) => `${person.givenName} ${person.familyName}`).join(", ");
  const kind = kInvitationKinds[invitation.kind];
  return (
    <li>
      <div>
        <strong>{names || invitation.purpose}</strong>
        {kind && <span className="tag">{t(kind)}</span>}
        <p className="muted">
          {[names && invitation.purpose, `${time(invitation.startsAt)} – ${time(invitation.endsAt)}`].filter(Boolean).join(" · ")}
        </p>
        <p className="muted">
          {invitation.usesMax > 0
            ? t("invite.usesOf", { uses: invitation.uses, max: invitation.usesMax })
            : t("invite.uses", { uses: invitation.uses })}
        </p>
      </div>
      <ActionForm
        label={t("invite.cancel")}
        kind="danger"
        send={(_, { requestId, timeoutMs }) =>
          invitations.cancelInvitation({ requestId, school, invitationId }, { timeoutMs })
        }
        onDone={onChange}
      >
        <p>{t("invite.cancelHint")}</p>
      </ActionForm>
    </li>
  );
}
