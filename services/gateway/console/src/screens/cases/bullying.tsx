// Bullying, online or not: the investigations that are open at a school, and how one begins.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { CasePersonRole } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm, type Values } from "../../ui/action_form";
import { DueTag } from "../../ui/due_tag";
import { ListCard } from "../../ui/list_card";
import { kBullyingStates } from "./care_words";
import { kDescriptionLengthMax } from "./person_fields";
import { isOffTheTeam } from "./use_team";

const kPageSize = 100;
const kSummaryLengthMax = 600;
const kPlatformLengthMax = 80;

export function BullyingList({ school }: { school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { bullying } = useApi();
  const live = useLive(
    `bullying:${school}`,
    async (options) => (await bullying.listBullying({ school, pageSize: kPageSize }, options)).bullying,
    (hint) => hint.aggregate === "bullying-case" && hint.school === school,
  );
  return (
    <ListCard
      title={t("bullying.list")}
      live={live}
      items={live.data}
      none={t("bullying.none")}
      idOf={({ id }) => id}
      row={({ id, summary, state, reportedAt, dueAt, overdue }) => (
        <>
          <div>
            <a href={`#/cases/bullying/${id}`}>
              <strong>{summary || t("cases.noSummary")}</strong>
            </a>
            <p className="muted">{time(reportedAt)}</p>
          </div>
          <div>
            <span className="tag">{t(kBullyingStates[state])}</span>{" "}
            <DueTag dueAt={dueAt} overdue={overdue} />
          </div>
        </>
      )}
    >
      {can("case.work") && !isOffTheTeam(live) && <ReportBullying school={school} />}
    </ListCard>
  );
}

const isOnline = ({ online }: Values) => online === "yes";

function ReportBullying({ school }: { school: string }) {
  const { t } = useText();
  const { bullying } = useApi();
  const person = { hint: t("parts.personHint"), maxLength: kDescriptionLengthMax };
  const peopleOf = ({ target, subject, witness }: Values) =>
    [
      { role: CasePersonRole.TARGET, description: target?.trim() },
      { role: CasePersonRole.SUBJECT, description: subject?.trim() },
      { role: CasePersonRole.WITNESS, description: witness?.trim() },
    ].filter(({ description }) => description);
  return (
    <ActionForm
      label={t("bullying.report")}
      fields={[
        { name: "summary", label: t("bullying.summary"), kind: "area", required: true, maxLength: kSummaryLengthMax },
        { name: "online", label: t("bullying.online"), kind: "check" },
        { name: "platform", label: t("bullying.platform"), required: true, maxLength: kPlatformLengthMax, when: isOnline },
        { ...person, name: "target", label: t("bullying.target"), required: true },
        { ...person, name: "subject", label: t("bullying.subject") },
        { ...person, name: "witness", label: t("bullying.witness") },
      ]}
      send={(values, { requestId, timeoutMs }) =>
        bullying.reportBullying(
          {
            ...{ requestId, school, summary: values.summary, online: isOnline(values), people: peopleOf(values) },
            platform: isOnline(values) ? values.platform : "",
          },
          { timeoutMs },
        )
      }
      onDone={({ id }) => go(`/cases/bullying/${id}`)}
    />
  );
}
