// Where others keep records, like the police: what to bring there, and the school's own requests at those windows.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { OutsideRequest } from "../../gen/watchbell/visitor/v1/records_request_pb";
import type { LinkCard } from "../../gen/watchbell/visitor/v1/records_service_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";

const kPageSize = 100;
const kReferenceLengthMax = 400;
const kNoteLengthMax = 1_200;

export function OutsideWindows({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { records } = useApi();
  const cards = useLive(
    can("records.record") ? "link-cards" : "",
    async (options) => (await records.listLinkCards({}, options)).cards,
    () => false,
  );
  const own = useLive(
    `outside:${school}`,
    async (options) => (await records.listOutsideRequests({ school, pageSize: kPageSize }, options)).requests,
    (hint) => hint.aggregate === "outside-request" && hint.school === school,
  );
  return (
    <>
      <ListCard
        title={t("outside.list")}
        live={own}
        items={own.data}
        none={t("outside.none")}
        idOf={({ id }) => id}
        row={(request) => <Own request={request} card={cards.data?.find(({ id }) => id === request.cardId)} onChange={own.reload} />}
      />
      {can("records.record") && (
        <ListCard
          title={t("outside.cards")}
          live={cards}
          items={cards.data}
          none={t("outside.noCards")}
          idOf={({ id }) => id}
          row={(card) => <Card school={school} card={card} onDone={own.reload} />}
        />
      )}
    </>
  );
}

function Card({ school, card: { id: cardId, title, url, bring, fee }, onDone }: { school: string; card: LinkCard; onDone(): void }) {
  const { t } = useText();
  const { records } = useApi();
  return (
    <>
      {/* Written by whoever set the system up, in English. */}
      <div>
        <strong lang="en">{title}</strong>
        {fee && (
          <p className="muted" lang="en">
            {t("outside.fee", { fee })}
          </p>
        )}
      </div>
      <div className="dispatch-detail">
        <p>{t("outside.bring")}</p>
        <ul lang="en">
          {bring.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <div className="commands">
          {url.startsWith("https:") && (
            <a className="button" href={url} target="_blank" rel="noreferrer">
              {t("outside.visit", { title })}
            </a>
          )}
          <ActionForm
            label={t("outside.ask")}
            fields={[
              { name: "reference", label: t("outside.reference"), required: true, maxLength: kReferenceLengthMax },
              { name: "note", label: t("outside.note"), kind: "area", maxLength: kNoteLengthMax },
            ]}
            send={({ reference, note }, { requestId, timeoutMs }) =>
              records.openOutsideRequest({ requestId, school, cardId, reference, note }, { timeoutMs })
            }
            onDone={onDone}
          />
        </div>
      </div>
    </>
  );
}

interface OwnProps {
  request: OutsideRequest;
  card?: LinkCard;
  onChange(): void;
}

function Own({ request: { id: outsideRequestId, school, reference, note, openedAt }, card, onChange }: OwnProps) {
  const { t, time } = useText();
  const { can } = useSession();
  const { records } = useApi();
  return (
    <>
      <div>
        <strong>{reference}</strong>
        <p className="muted">
          {card?.title ?? t("outside.cardGone")} · {time(openedAt)}
        </p>
        {note && <p>{note}</p>}
      </div>
      {can("records.record") && (
        <div className="commands">
          <ActionForm
            label={t("outside.close")}
            fields={[{ name: "outcome", label: t("outside.outcome"), kind: "area", required: true, maxLength: kNoteLengthMax }]}
            send={({ outcome }, { requestId, timeoutMs }) =>
              records.closeOutsideRequest({ requestId, school, outsideRequestId, outcome }, { timeoutMs })
            }
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}
