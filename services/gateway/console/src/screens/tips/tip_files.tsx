// The files of a tip: pictures in the page, all else as a download. What is shown was made anew; the original is kept nowhere.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import type { GetTipFileResponse } from "../../gen/watchbell/threat_intake/v1/tip_upload_pb";
import type { Tip } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { FailureNote } from "../../ui/notes";
import { dataUrl, download } from "../../ui/picture";

export function TipFiles({ tip }: { tip: Tip }) {
  const { t } = useText();
  const { uploads } = useApi();
  const [shown, setShown] = useState<Record<string, GetTipFileResponse>>({});
  const read = useIntent(async ({ attachmentId }: { attachmentId: string }, { timeoutMs }) => {
    const file = await uploads.getTipFile({ school: tip.school, tipId: tip.id, attachmentId }, { timeoutMs });
    if (file.mediaType.startsWith("image/")) setShown((old) => ({ ...old, [attachmentId]: file }));
    else download(file.content, file.mediaType, `tip-${tip.id}-${attachmentId}`);
    return file;
  });
  if (tip.attachments.length === 0) return null;
  return (
    <>
      {read.progress.kind === "failed" && <FailureNote failure={read.progress.failure} />}
      <ul className="people">
        {tip.attachments.map(({ id }, i) => {
          const file = shown[id];
          const name = t("tips.file", { number: i + 1 });
          return (
            <li key={id}>
              {file ? (
                <img src={dataUrl(file.content, file.mediaType)} alt={name} />
              ) : (
                <Button busy={read.progress.kind === "sending"} onClick={() => void read.start({ attachmentId: id })}>
                  {name}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
