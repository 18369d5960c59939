// Who gets tests and exercises: staff and nobody else, so that a test never becomes a message to families.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { TestList } from "../../gen/watchbell/notification/v1/audience_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";

const kTagLengthMax = 40;

export function TestLists({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { audiences } = useApi();
  const live = useLive(
    `test-lists:${school}`,
    async (options) => (await audiences.listTestLists({ school }, options)).testLists.filter(({ removed }) => !removed),
    (hint) => hint.aggregate === "test-list" && hint.school === school,
  );
  return (
    <ListCard
      title={t("testLists.title")}
      live={live}
      items={live.data}
      none={t("testLists.none")}
      idOf={({ id }) => id}
      row={(list) => <Row list={list} onChange={live.reload} />}
    >
      <p className="muted">{t("testLists.hint")}</p>
      {can("audience.edit") && (
        <ActionForm
          label={t("testLists.make")}
          fields={[
            { name: "tag", label: t("testLists.tag"), hint: t("duty.idHint"), required: true, maxLength: kTagLengthMax },
            { name: "person", label: t("testLists.first"), kind: "person", required: true },
          ]}
          send={({ tag, person }, { requestId, timeoutMs }) =>
            audiences.setTestList({ requestId, school, tag: tag?.trim(), staffIds: [person ?? ""] }, { timeoutMs })
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}

function Row({ list, onChange }: { list: TestList; onChange(): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { audiences } = useApi();
  const { id: testListId, school, tag, staffIds } = list;
  const nameOf = useNames(school, staffIds);
  const set = (ids: string[], { requestId, timeoutMs }: { requestId: string; timeoutMs: number }) =>
    audiences.setTestList({ requestId, school, tag, staffIds: ids }, { timeoutMs });
  return (
    <>
      <div>
        <strong>{tag}</strong>
        <p className="muted">{staffIds.map(nameOf).join(", ")}</p>
      </div>
      {can("audience.edit") && (
        <div className="commands">
          <ActionForm
            label={t("testLists.add")}
            fields={[{ name: "person", label: t("testLists.who"), kind: "person", required: true }]}
            send={({ person = "" }, attempt) => set([...new Set([...staffIds, person])], attempt)}
            onDone={onChange}
          />
          {staffIds.length > 1 && (
            <ActionForm
              label={t("testLists.takeOut")}
              fields={[
                {
                  ...{ name: "person", label: t("testLists.who"), kind: "choice", required: true },
                  options: staffIds.map((id) => ({ value: id, label: nameOf(id) })),
                },
              ]}
              send={({ person }, attempt) => set(staffIds.filter((id) => id !== person), attempt)}
              onDone={onChange}
            />
          )}
          <ActionForm
            label={t("testLists.remove")}
            kind="danger"
            send={(_, { requestId, timeoutMs }) => audiences.removeTestList({ requestId, school, testListId }, { timeoutMs })}
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}
