// A held visit: the visitor beside each entry that was found, and the three answers. Nothing is decided by a machine.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { MatchDecision, type Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { FailureNote, WarningNote } from "../../ui/notes";
import { fullName } from "../board/on_site";
import { Comparison } from "./comparison";

interface Request {
  school: string;
  visitId: string;
  decision: MatchDecision;
}

export function HeldVisit({ visit, onChange }: { visit: Visit; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { visits } = useApi();
  const [confirming, setConfirming] = useState(false);
  const decide = useIntent(async (request: Request, { requestId, timeoutMs }) => {
    const decided = await visits.decideMatch({ ...request, requestId }, { timeoutMs });
    onChange();
    return decided;
  });
  const answer = (decision: MatchDecision) => {
    setConfirming(false);
    void decide.start({ school: visit.school, visitId: visit.id, decision });
  };
  const { progress } = decide;
  const busy = progress.kind === "sending";

  return (
    <article className="held" aria-label={fullName(visit)}>
      <h3>
        {fullName(visit)} <span className="of-school">{time(visit.arrivedAt)}</span>
      </h3>
      {visit.decision === MatchDecision.UNSURE && <WarningNote>{t("desk.supervisor")}</WarningNote>}
      {visit.matches.map((match) => (
        <Comparison key={match.entryId} visit={visit} match={match} />
      ))}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      {can("visit.decide_match") && (
        <fieldset className="answers">
          <legend>{t("desk.question")}</legend>
          <div className="answer">
            <Button busy={busy} onClick={() => answer(MatchDecision.NOT_A_MATCH)}>
              {t("desk.notMatch")}
            </Button>
            <p className="hint">{t("desk.notMatchHint")}</p>
          </div>
          <div className="answer">
            <Button busy={busy} onClick={() => answer(MatchDecision.UNSURE)}>
              {t("desk.unsure")}
            </Button>
            <p className="hint">{t("desk.unsureHint")}</p>
          </div>
          <div className="answer">
            {confirming ? (
              <Button kind="danger" busy={busy} onClick={() => answer(MatchDecision.MATCH)}>
                {t("desk.matchConfirm")}
              </Button>
            ) : (
              <Button busy={busy} onClick={() => setConfirming(true)}>
                {t("desk.match")}
              </Button>
            )}
            <p className="hint">{t("desk.matchHint")}</p>
          </div>
        </fieldset>
      )}
    </article>
  );
}
