// The monthly contact test: when it was, when it comes, and one now.
import { Code } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { failureOf } from "../../api/failure";
import { type Live, useLive } from "../../feed/use_live";
import type { ContactTest } from "../../gen/watchbell/notification/v1/contact_test_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote } from "../../ui/notes";
import { Unreached } from "./unreached";

const kUsualDay = "1";

export function Contacts({ school }: { school: string }) {
  const { readiness } = useApi();
  // `null`: never planned and never made.
  const live = useLive<ContactTest | null>(
    `contact-test:${school}`,
    (options) =>
      readiness.getContactTest({ school }, options).catch((error: unknown) => {
        if (failureOf(error).code === Code.NotFound) return null;
        throw error;
      }),
    (hint) => hint.aggregate === "contact-test" && hint.school === school,
  );
  return (
    <>
      <Test school={school} live={live} />
      {live.data?.lastRunId && <Unreached key={live.data.lastRunId} school={school} />}
    </>
  );
}

function Test({ school, live }: { school: string; live: Live<ContactTest | null> }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { readiness } = useApi();
  const test = live.data;
  return (
    <section className="card" aria-labelledby="contact-test">
      <h2 id="contact-test">{t("contacts.test")}</h2>
      <p className="muted">{t("contacts.testHint")}</p>
      <LiveNote live={live} />
      {test !== undefined && (
        <>
          <p>{test?.lastAt ? t("contacts.last", { time: time(test.lastAt) }) : t("contacts.never")}</p>
          <p>{test?.nextAt ? t("contacts.next", { time: time(test.nextAt) }) : t("contacts.noPlan")}</p>
        </>
      )}
      {can("readiness.edit") && test !== undefined && (
        <div className="commands">
          <ActionForm
            label={t("contacts.plan")}
            fields={[{ name: "day", label: t("contacts.day"), hint: t("contacts.dayHint"), kind: "number", required: true }]}
            initial={{ day: test ? String(test.dayOfMonth) : kUsualDay }}
            send={({ day }, { requestId, timeoutMs }) => readiness.planContactTests({ requestId, school, dayOfMonth: Number(day) }, { timeoutMs })}
            onDone={live.reload}
          />
          <ActionForm
            label={t("contacts.start")}
            send={(_, { requestId, timeoutMs }) => readiness.startContactTest({ requestId, school }, { timeoutMs })}
            onDone={live.reload}
          >
            <p>{t("contacts.startHint")}</p>
          </ActionForm>
        </div>
      )}
    </section>
  );
}
