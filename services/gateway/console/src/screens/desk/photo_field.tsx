// The visitor's photograph for the badge: from the camera of a phone or tablet, or from a file.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useText } from "../../i18n";
import { Field } from "../../ui/field";
import { DoneNote, FailureNote } from "../../ui/notes";

// As the contract limits it.
const kPhotoBytesMax = 10 * 1024 * 1024;
const kUploadTimeoutMs = 30_000;

interface Props {
  school: string;
  visitId: string;
  onTaken(): void;
}

export function PhotoField({ school, visitId, onTaken }: Props) {
  const { t } = useText();
  const { badges } = useApi();
  const [tooLarge, setTooLarge] = useState(false);
  const take = useIntent(async ({ file }: { file: File; name: string; size: number }, { requestId }) => {
    const photo = new Uint8Array(await file.arrayBuffer());
    return badges.setPhoto({ requestId, school, visitId, photo }, { timeoutMs: kUploadTimeoutMs });
  });
  const { progress } = take;
  const choose = async (file: File | undefined) => {
    setTooLarge((file?.size ?? 0) > kPhotoBytesMax);
    if (!file || file.size > kPhotoBytesMax) return;
    if (await take.start({ file, name: file.name, size: file.size })) onTaken();
  };
  return (
    <>
      <Field label={t("badge.photo")} hint={t("badge.photoHint")} error={tooLarge ? t("common.fileTooLarge") : undefined} optional>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            capture="user"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        )}
      </Field>
      {progress.kind === "sending" && <p role="status">{t("common.sending")}</p>}
      {progress.kind === "done" && <DoneNote>{t("badge.photoDone")}</DoneNote>}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
    </>
  );
}
