// Every template as a recipient would read it, with what is wrong, before it is needed.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { LiveNote } from "../../ui/notes";
import { languageOf } from "./templates";

export function Rehearsal({ school }: { school: string }) {
  const { t } = useText();
  const { templates } = useApi();
  const [asked, setAsked] = useState(false);
  const live = useLive(
    asked ? `rehearsal:${school}` : "",
    async (options) => (await templates.rehearseTemplates({ school }, options)).texts,
    (hint) => hint.aggregate === "message-template",
  );
  const wrong = live.data?.filter(({ used, findings }) => !used || findings.length > 0);
  return (
    <section className="card" aria-labelledby="rehearsal">
      <h2 id="rehearsal">{t("templates.rehearsal")}</h2>
      <p className="muted">{t("templates.rehearsalHint")}</p>
      {!asked && <Button onClick={() => setAsked(true)}>{t("templates.rehearse")}</Button>}
      {asked && <LiveNote live={live} />}
      {wrong?.length === 0 && <p role="status">{t("templates.allGood", { count: live.data?.length ?? 0 })}</p>}
      <ul className="rows">
        {wrong?.map(({ templateId, name, language, used, findings }) => (
          <li key={`${templateId}/${language}`}>
            <div>
              <strong>
                {name}, {languageOf(language)}
              </strong>
              {findings.map(({ rule, remedy, at }) => (
                <p key={`${rule}/${at}`} lang="en">
                  {remedy}
                </p>
              ))}
            </div>
            {!used && <span className="tag tag-urgent">{t("templates.notUsed")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
