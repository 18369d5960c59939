// Earlier visits: by day, or by name. A name is looked for in whole words, however they are written.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FailureNote } from "../../ui/notes";
import { fullName, stateText } from "../board/on_site";

const kPageSize = 50;

interface Question {
  givenName: string;
  familyName: string;
  fromDay: string;
  untilDay: string;
}

const kNothing: Question = { givenName: "", familyName: "", fromDay: "", untilDay: "" };

export function History({ school }: { school: string }) {
  const { t } = useText();
  const { visits } = useApi();
  const [question, setQuestion] = useState(kNothing);
  const [found, setFound] = useState<{ visits: Visit[]; next: string; asked: Question }>();
  const search = useIntent(async ({ asked, pageToken }: { asked: Question; pageToken: string }, { timeoutMs }) => {
    const page = { school, pageSize: kPageSize, pageToken };
    return asked.givenName || asked.familyName
      ? visits.searchVisits({ ...page, givenName: asked.givenName, familyName: asked.familyName }, { timeoutMs })
      : visits.listVisits({ ...page, fromDay: asked.fromDay, untilDay: asked.untilDay }, { timeoutMs });
  });
  const ask = async (asked: Question, before: Visit[], pageToken: string) => {
    const page = await search.start({ asked, pageToken });
    if (page) setFound({ visits: [...before, ...page.visits], next: page.nextPageToken, asked });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask({ ...question, givenName: question.givenName.trim(), familyName: question.familyName.trim() }, [], "");
  };
  const field = (name: keyof Question, label: string, type = "text") => (
    <TextField
      label={label}
      type={type}
      autoComplete="off"
      value={question[name]}
      onText={(text) => setQuestion({ ...question, [name]: text })}
    />
  );
  const { progress } = search;
  return (
    <section className="card" aria-labelledby="history-title">
      <h2 id="history-title">{t("visit.tab.history")}</h2>
      <form onSubmit={submit} role="search">
        <p className="hint">{t("history.hint")}</p>
        <div className="columns">
          {field("familyName", t("desk.family"))}
          {field("givenName", t("desk.given"))}
          {field("fromDay", t("history.from"), "date")}
          {field("untilDay", t("history.until"), "date")}
        </div>
        <Button type="submit" kind="primary" busy={progress.kind === "sending"}>
          {t("history.search")}
        </Button>
      </form>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      <p role="status">{found?.visits.length === 0 && t("history.none")}</p>
      {found && found.visits.length > 0 && <Visits visits={found.visits} />}
      {found?.next && (
        <Button busy={progress.kind === "sending"} onClick={() => void ask(found.asked, found.visits, found.next)}>
          {t("common.showMore")}
        </Button>
      )}
    </section>
  );
}

function Visits({ visits }: { visits: Visit[] }) {
  const { t, time } = useText();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("onsite.name")}</th>
          <th scope="col">{t("visit.arrived")}</th>
          <th scope="col">{t("visit.left")}</th>
          <th scope="col">{t("desk.purpose")}</th>
          <th scope="col">{t("onsite.state")}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={visit.id}>
            <th scope="row">
              <a href={`#/desk/visit/${visit.id}`}>{fullName(visit)}</a>
            </th>
            <td>{time(visit.arrivedAt)}</td>
            <td>{time(visit.leftAt) || "–"}</td>
            <td>{visit.purpose || "–"}</td>
            <td>{t(stateText(visit))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
