// The steps of a path: which are taken, and by when; which are still needed.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";

interface Taken {
  step: number;
  note: string;
  at?: Timestamp;
}

interface Props {
  words: Partial<Record<number, TextKey>>;
  needed: number[];
  taken: Taken[];
}

export function CareSteps({ words, needed, taken }: Props) {
  const { t, time } = useText();
  return (
    <>
      <h3>{t("care.steps")}</h3>
      <ol className="rows">
        {Object.entries(words).map(([step, key]) => {
          const done = taken.filter((one) => one.step === Number(step));
          return (
            <li key={step}>
              <div>
                <strong>{t(key!)}</strong>
                {done.map(({ note, at }) => (
                  <p key={`${at?.seconds}/${note}`}>
                    <span className="muted">{time(at)}</span> {note}
                  </p>
                ))}
              </div>
              {done.length > 0 && <span className="tag">{t("cases.outcome.done")}</span>}
              {done.length === 0 && (
                <span className={needed.includes(Number(step)) ? "tag tag-urgent" : "tag"}>
                  {t(needed.includes(Number(step)) ? "care.needed" : "care.notYet")}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
