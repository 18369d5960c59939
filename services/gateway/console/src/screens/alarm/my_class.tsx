// A teacher's own class in a roll call: everybody here with one press, and then whoever is not.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import { type RollCall, RollCallRow_State } from "../../gen/watchbell/alerting/v1/roll_call_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { Button } from "../../ui/button";
import { Select } from "../../ui/field";
import { DoneNote, FailureNote, LiveNote } from "../../ui/notes";

// What a teacher sees of a child; absent and elsewhere are the office's to verify.
const kMarks: [RollCallRow_State, TextKey][] = [
  [RollCallRow_State.UNKNOWN, "rollcall.unknown"],
  [RollCallRow_State.PRESENT, "rollcall.present"],
  [RollCallRow_State.MISSING, "rollcall.missing"],
  [RollCallRow_State.INJURED, "rollcall.injured"],
];

interface Mark {
  personId: string;
  state: RollCallRow_State;
}

export function MyClass({ list, onTaken }: { list: RollCall; onTaken(): void }) {
  const { t, seconds } = useText();
  const { rollCalls } = useApi();
  const { school, id: rollCallId } = list;
  const [marked, setMarked] = useState<Record<string, RollCallRow_State>>({});
  const live = useLive(
    `class:${rollCallId}`,
    async (options) => (await rollCalls.getMyClass({ school, rollCallId }, options)).members,
    (hint) => hint.id === rollCallId,
  );
  const take = useIntent(async (marks: Mark[], { requestId, timeoutMs }) => {
    const taken = await rollCalls.takeRollCall({ school, rollCallId, marks, requestId }, { timeoutMs });
    setMarked({});
    live.reload();
    onTaken();
    return taken;
  });
  const members = live.data ?? [];
  const stateOf = (member: Mark) => marked[member.personId] ?? member.state;
  const changes = members
    .map((member) => ({ personId: member.personId, state: stateOf(member) }))
    .filter(({ state }, i) => state !== members[i]!.state && state !== RollCallRow_State.UNKNOWN);
  const allHere = () =>
    setMarked(
      Object.fromEntries(
        members.map((member) => [
          member.personId,
          stateOf(member) === RollCallRow_State.UNKNOWN ? RollCallRow_State.PRESENT : stateOf(member),
        ]),
      ),
    );
  return (
    <section aria-labelledby={rollCallId}>
      <h4 id={rollCallId}>{t("rollcall.myClass", { title: list.title, room: list.room })}</h4>
      <LiveNote live={live} />
      {members.length > 0 && <Button onClick={allHere}>{t("rollcall.allHere")}</Button>}
      {members.map((member) => (
        <Select
          key={member.personId}
          label={`${member.givenName} ${member.familyName}`}
          value={String(stateOf(member))}
          onText={(value) => setMarked((old) => ({ ...old, [member.personId]: Number(value) }))}
        >
          {kMarks.map(([state, key]) => (
            <option key={state} value={state}>
              {t(key)}
            </option>
          ))}
          {!kMarks.some(([state]) => state === stateOf(member)) && (
            <option value={stateOf(member)}>{t("rollcall.byOffice")}</option>
          )}
        </Select>
      ))}
      {take.progress.kind === "failed" && <FailureNote failure={take.progress.failure} />}
      {take.progress.kind === "done" && changes.length === 0 && (
        <DoneNote>{t("rollcall.saved", { time: seconds(take.progress.at) })}</DoneNote>
      )}
      <Button
        kind="primary"
        className="wide"
        busy={take.progress.kind === "sending"}
        aria-disabled={changes.length === 0}
        onClick={() => changes.length > 0 && void take.start(changes)}
      >
        {t("rollcall.save")}
      </Button>
    </section>
  );
}
