// What went wrong, what worked, and what is old.
import { Code } from "@connectrpc/connect";
import type { ReactNode } from "react";
import { type Failure, failureText } from "../api/failure";
import type { Live } from "../feed/use_live";
import { useText } from "../i18n";
import { Icon } from "./icon";

export function FailureNote({ failure, children }: { failure: Failure; children?: ReactNode }) {
  const text = useText();
  const { message, remedy } = failureText(text, failure);
  return (
    <div className="note note-error" role="alert">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{text.t("error.notDone")}</strong> {message}
        </p>
        {remedy && <p lang="en">{remedy}</p>}
        {children}
      </div>
    </div>
  );
}

export function DoneNote({ children }: { children: ReactNode }) {
  return (
    <div className="note note-done" role="status">
      <Icon name="normal" />
      <div>{children}</div>
    </div>
  );
}

export function WarningNote({ children, urgent = false }: { children: ReactNode; urgent?: boolean }) {
  return (
    <div className="note note-warning" role={urgent ? "alert" : undefined}>
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

/** Above a live list: loading, or not readable, and from when the list shown is. */
export function LiveNote({ live }: { live: Live<unknown> }) {
  const text = useText();
  if (!live.failure) return live.data === undefined ? <p className="muted">{text.t("common.loading")}</p> : null;
  const { message } = failureText(text, live.failure);
  if (live.failure.code === Code.NotFound && live.data === undefined)
    return (
      <WarningNote>
        <p role="status">{message}</p>
      </WarningNote>
    );
  return (
    <WarningNote>
      <p role="status">
        {text.t("error.listUnavailable")} {message}{" "}
        {live.loadedAt && text.t("error.asOf", { time: text.seconds(live.loadedAt) })}
      </p>
    </WarningNote>
  );
}
