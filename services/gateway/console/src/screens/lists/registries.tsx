// Imported registries: which there are, and bringing one up to date: first a count of what would change, then the import.
import { useState } from "react";
import { fromJsonString } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import {
  type Registry,
  RegistryMappingSchema,
  type RegistryProgress,
  RegistryProgress_Stage as Stage,
} from "../../gen/watchbell/visitor/v1/registry_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { Field } from "../../ui/field";
import { DoneNote, LiveNote, WarningNote } from "../../ui/notes";

const kPageSize = 100;
// As the contract limits it.
const kFileBytesMax = 16 * 1024 * 1024;
// 100,000 entries, written one after the other while check-ins go on.
const kImportTimeoutMs = 600_000;

export function Registries({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { registries } = useApi();
  const live = useLive(
    `registries:${school}`,
    async (options) => (await registries.listRegistries({ school, pageSize: kPageSize }, options)).registries,
    (hint) => hint.aggregate === "registry" && hint.school === school,
  );
  return (
    <section className="card" aria-labelledby="registries-title">
      <h2 id="registries-title">{t("lists.registries")}</h2>
      {can("watchlist.import") && (
        <ActionForm
          label={t("registry.define")}
          fields={[
            { name: "name", label: t("registry.name"), required: true, maxLength: 100 },
            { name: "owner", label: t("registry.owner"), required: true, maxLength: 200 },
            { name: "contact", label: t("registry.contact"), required: true, maxLength: 200 },
          ]}
          send={({ name, owner, contact }, { requestId, timeoutMs }) =>
            registries.defineRegistry({ requestId, school, name, owner, ownerContact: contact }, { timeoutMs })
          }
          onDone={live.reload}
        />
      )}
      <LiveNote live={live} />
      {live.data?.length === 0 && <p className="muted">{t("registry.none")}</p>}
      {live.data?.map((registry) => <One key={registry.id} registry={registry} onChange={live.reload} />)}
    </section>
  );
}

function One({ registry, onChange }: { registry: Registry; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { registries } = useApi();
  const [file, setFile] = useState<File>();
  const [progress, setProgress] = useState<RegistryProgress>();
  const { school, id: registryId } = registry;
  const tooLarge = (file?.size ?? 0) > kFileBytesMax;
  return (
    <article className="held" aria-label={registry.name}>
      <h3>{registry.name}</h3>
      <p className="muted">
        {[
          registry.owner,
          registry.ownerContact,
          t("registry.version", { version: registry.version }),
          time(registry.importedAt),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {can("watchlist.import") && (
        <ActionForm
          label={t("registry.import")}
          fields={[
            { name: "mapping", label: t("registry.mapping"), hint: t("registry.mappingHint"), kind: "area", required: true },
            { name: "write", label: t("registry.write"), hint: t("registry.writeHint"), kind: "check" },
            { name: "mass", label: t("registry.mass"), kind: "check", when: ({ write }) => write === "yes" },
          ]}
          initial={{ mapping: kMappingExample }}
          send={async ({ mapping = "", write, mass }, { requestId }) => {
            const content = file && !tooLarge ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
            const request = {
              ...{ requestId, school, registryId, file: content, mapping: mappingOf(mapping) },
              ...{ dryRun: write !== "yes", allowMassRetirement: mass === "yes" },
            };
            let last: RegistryProgress | undefined;
            for await (const next of registries.importRegistry(request, { timeoutMs: kImportTimeoutMs })) {
              last = next;
              setProgress(next);
            }
            return last ?? null;
          }}
          onDone={onChange}
        >
          <Field
            label={t("registry.file")}
            hint={t("registry.fileHint")}
            error={tooLarge ? t("common.fileTooLarge") : undefined}
          >
            {(control) => (
              <input
                {...control}
                type="file"
                accept=".csv,text/csv"
                onChange={(event) => setFile(event.target.files?.[0])}
              />
            )}
          </Field>
          {progress && <Report progress={progress} />}
        </ActionForm>
      )}
      {progress && (progress.stage === Stage.DONE || progress.stage === Stage.FAILED) && <Report progress={progress} />}
    </article>
  );
}

const kMappingExample = '{"columns": {"ID": "reference", "LAST": "family_name", "FIRST": "given_name", "DOB": "date_of_birth"}, "dateFormat": "MM/DD/YYYY"}';

function mappingOf(text: string) {
  try {
    return fromJsonString(RegistryMappingSchema, text);
  } catch {
    throw new ConnectError("the mapping is not JSON of the right form", Code.InvalidArgument);
  }
}

function Report({ progress: { stage, done, total, changes, errors, version } }: { progress: RegistryProgress }) {
  const { t, number } = useText();
  if (stage === Stage.READING || stage === Stage.WRITING)
    return (
      <p role="status">
        <progress aria-label={t("registry.import")} value={done} max={total || 1} /> {number(done)} / {number(total)}
      </p>
    );
  if (errors.length > 0 || stage === Stage.FAILED)
    return (
      <WarningNote urgent>
        <p>{t("registry.failed")}</p>
        <ul lang="en">
          {errors.map((error, i) => (
            <li key={i}>
              {[error.line > 0 && t("registry.line", { line: error.line }), error.column, error.problem].filter(Boolean).join(": ")}
            </li>
          ))}
        </ul>
      </WarningNote>
    );
  return (
    <DoneNote>
      <p>{t(version > 0 ? "registry.done" : "registry.wouldChange")}</p>
      <p>
        {t("registry.changes", {
          ...{ added: number(changes?.added ?? 0), changed: number(changes?.changed ?? 0) },
          ...{ retired: number(changes?.retired ?? 0), unchanged: number(changes?.unchanged ?? 0) },
        })}
      </p>
    </DoneNote>
  );
}
