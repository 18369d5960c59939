// One entry: what it says, and what may be done with it. Nobody takes one off alone.
import { useApi } from "../../api/api";
import type { WatchlistEntry } from "../../gen/watchbell/visitor/v1/watchlist_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, type FormField } from "../../ui/action_form";
import { kEntryKinds } from "../desk/kinds";
import { entryFields, entryOf, valuesOf } from "./entry_fields";

const kReasonLengthMax = 500;

export function EntryRow({ entry, onChange }: { entry: WatchlistEntry; onChange(): void }) {
  const { t, day } = useText();
  const { can, state } = useSession();
  const { watchlist } = useApi();
  const { school, id: entryId, proposal } = entry;
  const me = state.kind === "in" ? state.session.personId : "";
  const reason: FormField = {
    ...{ name: "reason", label: t("lists.reason"), kind: "area", required: true, maxLength: kReasonLengthMax },
  };
  const name = [entry.givenName, entry.middleName, entry.familyName, entry.nameSuffix].filter(Boolean).join(" ");
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <span className="tag">{t(kEntryKinds[entry.kind])}</span>
        {entry.expired && <span className="tag tag-urgent">{t("lists.ended")}</span>}
        <p className="muted">
          {[
            entry.dateOfBirth && day(entry.dateOfBirth),
            entry.description,
            entry.documentRef,
            entry.expiresOn && t("visit.untilTime", { time: day(entry.expiresOn) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {proposal && <p>{t("lists.proposedBecause", { reason: proposal.reason })}</p>}
      </div>
      <div className="row">
        {can("watchlist.edit") && !proposal && (
          <>
            <ActionForm
              label={t(entry.expired ? "lists.renew" : "lists.change")}
              fields={[...entryFields(t).filter((field) => field.name !== "kind"), reason]}
              initial={valuesOf(entry)}
              send={({ reason: why, ...values }, { requestId, timeoutMs }) =>
                watchlist.updateEntry({ requestId, school, entryId, entry: entryOf(values), reason: why }, { timeoutMs })
              }
              onDone={onChange}
            />
            <ActionForm
              label={t("lists.retire")}
              fields={[reason]}
              send={({ reason: why }, { requestId, timeoutMs }) =>
                watchlist.retireEntry({ requestId, school, entryId, reason: why }, { timeoutMs })
              }
              onDone={onChange}
            >
              <p>{t("lists.retireHint")}</p>
            </ActionForm>
          </>
        )}
        {can("watchlist.approve") && proposal && (
          <>
            {proposal.proposedBy !== me && (
              <ActionForm
                label={t("lists.approve")}
                kind="danger"
                send={(_, { requestId, timeoutMs }) =>
                  watchlist.approveRetirement({ requestId, school, entryId }, { timeoutMs })
                }
                onDone={onChange}
              />
            )}
            <ActionForm
              label={t("lists.reject")}
              fields={[reason]}
              send={({ reason: why }, { requestId, timeoutMs }) =>
                watchlist.rejectRetirement({ requestId, school, entryId, reason: why }, { timeoutMs })
              }
              onDone={onChange}
            />
          </>
        )}
      </div>
    </li>
  );
}
