// Where the link in a message leads: one button that says "I have seen this".
import { useApi } from "../api/api";
import { useIntent } from "../api/use_intent";
import { useDistrict } from "../district";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { DoneNote, FailureNote } from "../ui/notes";

export function SeenScreen({ school, noticeId }: { school: string; noticeId: string }) {
  const { t } = useText();
  const { nameOf } = useDistrict();
  return (
    <section className="card narrow">
      <h1>{t("reach.seen")}</h1>
      <p>{nameOf(school)}</p>
      <SeenButton school={school} noticeId={noticeId} />
    </section>
  );
}

// Of one notice, or of the newest one about an incident.
type Seen = { school: string; noticeId: string } | { school: string; aboutId: string };

export function SeenButton(what: Seen) {
  const { t, seconds } = useText();
  const { notices } = useApi();
  const seen = useIntent((request: Seen, { requestId, timeoutMs }) =>
    notices.acknowledge({ ...request, requestId }, { timeoutMs }),
  );
  const { progress } = seen;
  if (progress.kind === "done") return <DoneNote>{t("reach.seenDone", { time: seconds(progress.at) })}</DoneNote>;
  return (
    <>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      <Button
        kind="primary"
        className="wide"
        busy={progress.kind === "sending"}
        onClick={() => void seen.start(what)}
      >
        {t("reach.seen")}
      </Button>
    </>
  );
}
