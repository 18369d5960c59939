// Pictures, videos, sound and PDF for a tip. They stay in this page until they are sent.
import type { ChangeEvent } from "react";
import { useText } from "../../i18n";
import { uuidv4 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { kFileBytesMax, kFilesMax, type TipFile } from "./send";

interface Props {
  files: TipFile[];
  onFiles(files: TipFile[]): void;
}

/** Too many, or one too large: it cannot be sent. */
export function filesError(files: TipFile[]): boolean {
  return files.length > kFilesMax || files.some(({ file }) => file.size > kFileBytesMax);
}

export function FilesField({ files, onFiles }: Props) {
  const { t } = useText();
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...files, ...[...(event.target.files ?? [])].map((file) => ({ id: uuidv4(), file }))]);
    event.target.value = "";
  };
  return (
    <>
      <Field label={t("tip.files")} hint={t("tip.filesHint")} optional error={filesError(files) ? t("tip.filesOver") : undefined}>
        {(control) => <input {...control} type="file" multiple accept="image/*,video/*,audio/*,application/pdf" onChange={add} />}
      </Field>
      <ul className="people">
        {files.map(({ id, file }) => (
          <li key={id}>
            {file.name}{" "}
            <Button onClick={() => onFiles(files.filter((one) => one.id !== id))}>{t("tip.fileRemove", { name: file.name })}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}
