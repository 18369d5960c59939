// The yearly report to the state: a new version when the log has changed, and the file.
import { Code } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { FailureNote } from "../../ui/notes";
import { download } from "../../ui/picture";

export function DrillReportCard({ school, year }: { school: string; year: number }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { drillCalendar } = useApi();
  const live = useLive(
    `drill-report:${school}:${year}`,
    // None was issued yet: that is an answer, too.
    (options) =>
      drillCalendar.getDrillReport({ school, year }, options).catch((error: { code?: Code }) => {
        if (error.code === Code.NotFound) return undefined;
        throw error;
      }),
    (hint) => hint.aggregate === "drill-report" && hint.school === school,
  );
  const file = useIntent(async (version: number, { timeoutMs }) => {
    let csv = "";
    for await (const piece of drillCalendar.exportDrillReport({ school, year, version }, { timeoutMs })) csv += piece.csv;
    download(csv, "text/csv", `drills-${school}-${year}-v${version}.csv`);
    return version;
  });
  const report = live.data;
  return (
    <section className="card" aria-labelledby="drill-report">
      <h2 id="drill-report">{t("drills.report")}</h2>
      {report ? (
        <p>{t("drills.reportVersion", { version: report.version, time: time(report.issuedAt), count: report.drills.length })}</p>
      ) : (
        <p className="muted">{t("drills.reportNone")}</p>
      )}
      {file.progress.kind === "failed" && <FailureNote failure={file.progress.failure} />}
      <div className="row">
        {report && (
          <Button busy={file.progress.kind === "sending"} onClick={() => void file.start(report.version)}>
            {t("drills.export")}
          </Button>
        )}
        {can("drill.calendar") && (
          <ActionForm
            label={t("drills.issue")}
            send={(_, { requestId, timeoutMs }) => drillCalendar.issueDrillReport({ requestId, school, year }, { timeoutMs })}
            onDone={live.reload}
          >
            <p>{t("drills.issueHint")}</p>
          </ActionForm>
        )}
      </div>
    </section>
  );
}
