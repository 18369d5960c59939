// The committee's meetings: when, who was there, what was found.
import { useApi } from "../../api/api";
import type { Live } from "../../feed/use_live";
import type { Committee, CommitteeMeeting } from "../../gen/watchbell/alerting/v1/committee_pb";
import { useText } from "../../i18n";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm, type FormField } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";
import { linesOf } from "./plan_text";

const kFindingsLengthMax = 8_000;
const kPresent = "present:";

interface Props {
  school: string;
  committee: Committee;
  live: Live<CommitteeMeeting[]>;
  onMet(): void;
}

export function Meetings({ school, committee, live, onMet }: Props) {
  const { t, time, count } = useText();
  const { can } = useSession();
  const { committees } = useApi();
  const members = [...new Set(committee.members.map(({ personId }) => personId))];
  const nameOf = useNames(school, [...members, ...(live.data ?? []).flatMap(({ presentIds }) => presentIds)]);
  const fields: FormField[] = [
    { name: "heldAt", label: t("committee.heldAt"), kind: "datetime-local", required: true },
    { name: "who", label: t("committee.present"), kind: "heading" },
    ...members.map((id): FormField => ({ name: `${kPresent}${id}`, label: nameOf(id), kind: "check" })),
    { name: "findings", label: t("committee.findings"), hint: t("committee.findingsHint"), kind: "area", maxLength: kFindingsLengthMax },
  ];
  return (
    <ListCard
      title={t("committee.meetings")}
      live={live}
      items={live.data}
      none={t("committee.noMeetings")}
      idOf={({ id }) => id}
      row={({ heldAt, presentIds, findings }) => (
        <>
          <strong>{time(heldAt)}</strong>
          <details className="meeting-present">
            <summary>{count("committee.presentCount", presentIds.length)}</summary>
            <p>{presentIds.map(nameOf).join(", ")}</p>
          </details>
          <div className="dispatch-detail">
            {findings.length === 0 && <p className="muted">{t("committee.noFindings")}</p>}
            <ul>
              {findings.map((finding) => (
                <li key={finding}>{finding}</li>
              ))}
            </ul>
          </div>
        </>
      )}
    >
      {can("committee.edit") && (
        <ActionForm
          label={t("committee.record")}
          fields={fields}
          send={({ heldAt, findings, ...values }, { requestId, timeoutMs }) =>
            committees.recordMeeting(
              {
                ...{ requestId, school, heldAt: moment(heldAt), findings: linesOf(findings ?? "") },
                presentIds: members.filter((id) => values[`${kPresent}${id}`]),
              },
              { timeoutMs },
            )
          }
          onDone={onMet}
        />
      )}
    </ListCard>
  );
}
