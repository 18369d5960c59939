// A held visit: the visitor beside each entry that was found, and the three answers. Nothing is decided by a machine.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import { MatchDecision, type Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FailureNote, LiveNote, WarningNote } from "../../ui/notes";
import { fullName } from "../board/on_site";
import { Comparison } from "./comparison";

const kReasonLengthMax = 500;

interface Request {
  school: string;
  visitId: string;
  decision: MatchDecision;
  reason: string;
}

export function HeldVisit({ visit, onChange }: { visit: Visit; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { visits, screening } = useApi();
  const [confirming, setConfirming] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const mayDecide = can("visit.decide_match");
  const comparison = useLive(
    mayDecide ? `comparison:${visit.id}` : "",
    async (options) => (await screening.getComparison({ school: visit.school, visitId: visit.id }, options)).entries,
    (hint) => hint.id === visit.id,
  );
  const decide = useIntent(async (request: Request, { requestId, timeoutMs }) => {
    const decided = await visits.decideMatch({ ...request, requestId }, { timeoutMs });
    onChange();
    return decided;
  });
  const second = visit.decision === MatchDecision.UNSURE;
  const answer = (decision: MatchDecision) => {
    setConfirming(false);
    setMissing(second && !reason.trim());
    if (second && !reason.trim()) return;
    void decide.start({ school: visit.school, visitId: visit.id, decision, reason: reason.trim() });
  };
  const { progress } = decide;
  const busy = progress.kind === "sending";

  return (
    <article className="held" aria-label={fullName(visit)}>
      <h3>
        {fullName(visit)} <span className="of-school">{time(visit.arrivedAt)}</span>
      </h3>
      {visit.inside && <WarningNote urgent>{t("onsite.heldInside")}</WarningNote>}
      {second && <WarningNote>{t("desk.supervisor")}</WarningNote>}
      {mayDecide && <LiveNote live={comparison} />}
      {visit.matches.map((match) => (
        <Comparison
          key={match.entryId}
          visit={visit}
          match={match}
          compared={comparison.data?.find((one) => one.match?.entryId === match.entryId)}
        />
      ))}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      {mayDecide && (
        <>
          <TextField
            label={t("compare.reason")}
            maxLength={kReasonLengthMax}
            required={second}
            error={missing ? t("common.required") : undefined}
            value={reason}
            onText={setReason}
          />
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
        </>
      )}
    </article>
  );
}
