// The page of one case, whichever its path: the way back to the list, what it is called, and where it stands.
import { type ReactNode, useId } from "react";
import type { Live } from "../../feed/use_live";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { LiveNote } from "../../ui/notes";

interface Props<T> {
  /** Path without "#/". */
  list: string;
  listName: TextKey;
  live: Live<T>;
  title(one: T): string | undefined;
  state(one: T): TextKey;
  children(one: T): ReactNode;
}

export function CaseFrame<T>({ list, listName, live, title, state, children }: Props<T>) {
  const { t } = useText();
  const id = useId();
  const one = live.data;
  return (
    <>
      <p>
        <a href={`#/${list}`}>{t(listName)}</a>
      </p>
      <LiveNote live={live} />
      {one !== undefined && (
        <section className="card" aria-labelledby={id}>
          <div className="heading-row">
            <h2 id={id}>{title(one) || t("cases.noSummary")}</h2>
            <span className="tag">{t(state(one))}</span>
          </div>
          {children(one)}
        </section>
      )}
    </>
  );
}
