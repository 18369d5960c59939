// Right after a press: five seconds to take it back, by a large button that counts down, or by Ctrl+Z. The screen reader
// hears of it once, from the text in front of it; the focus stays where it was.
import { useEffect, useRef, useState } from "react";
import { kUndoMs, mayUndo } from "../../alarm/undo";
import { useApi } from "../../api/api";
import type { Failure } from "../../api/failure";
import { persist, type RetryPolicy } from "../../api/persist";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { uuidv7 } from "../../lib/uuid";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { FailureNote } from "../../ui/notes";

const kStepMs = 200;
// What is not there within seconds comes too late.
const kAtOnce: RetryPolicy = { attempts: 6, attemptTimeoutMs: 2_000, firstPauseMs: 150, pauseMsMax: 500 };

const writes = (target: EventTarget | null) => target instanceof HTMLElement && target.matches("input, textarea, select");

interface Props {
  /** As the service answered to the press; several schools may have been told by one. */
  incidents: Incident[];
  /** When it answered. */
  at: Date;
  onUndone(incidents: Incident[]): void;
}

export function UndoButton({ incidents, at, onUndone }: Props) {
  const { t } = useText();
  const { me } = useSession();
  const { alarm } = useApi();
  const left = useLeft(at);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const own = incidents.filter((incident) => mayUndo(incident, me, at.getTime()));
  const [done, setDone] = useState(false);
  const offered = own.length > 0 && left > 0 && !sending && !failure && !done;

  const undo = async () => {
    setSending(true);
    const outcomes = await Promise.all(
      own.map(({ school, id: incidentId }) =>
        persist(uuidv7(), kAtOnce, ({ requestId, timeoutMs }) => alarm.undo({ requestId, school, incidentId }, { timeoutMs })),
      ),
    );
    setSending(false);
    setFailure(outcomes.find((outcome) => !outcome.ok)?.failure);
    const undone = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    setDone(undone.length === own.length);
    if (undone.length > 0) onUndone(undone);
  };
  const latest = useRef(undo);
  useEffect(() => {
    latest.current = undo;
  });
  useEffect(() => {
    if (!offered) return;
    const press = (event: KeyboardEvent) => {
      const asked = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      // In a field it takes back what was typed.
      if (!asked || event.repeat || writes(event.target)) return;
      event.preventDefault();
      void latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [offered]);

  // Whoever was on the button when its time was over is not thrown back to the top of the page.
  const rest = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    if (!offered && !sending && focused.current) rest.current?.focus();
  }, [offered, sending]);

  return (
    <div ref={rest} tabIndex={-1} className="undo">
      {(offered || sending) && (
        <>
          <p>{t("undo.offer")}</p>
          <div aria-live="off">
            <Button
              className="wide undo-button"
              busy={sending}
              aria-keyshortcuts="Control+Z Meta+Z"
              onFocus={() => (focused.current = true)}
              onBlur={() => (focused.current = false)}
              onClick={() => void undo()}
            >
              {t("undo.button")} <span aria-hidden="true">({Math.ceil(left / 1_000)})</span>
            </Button>
            <p className="muted undo-keys">{t("undo.keys")}</p>
          </div>
        </>
      )}
      {failure && (
        <FailureNote failure={failure}>
          <p>{t("undo.stands")}</p>
        </FailureNote>
      )}
    </div>
  );
}

// Milliseconds until five seconds after `at`; not below 0.
function useLeft(at: Date): number {
  const end = at.getTime() + kUndoMs;
  const [left, setLeft] = useState(() => Math.max(0, end - Date.now()));
  useEffect(() => {
    const step = () => setLeft(Math.max(0, end - Date.now()));
    step();
    const timer = setInterval(() => {
      step();
      if (Date.now() >= end) clearInterval(timer);
    }, kStepMs);
    return () => clearInterval(timer);
  }, [end]);
  return left;
}
