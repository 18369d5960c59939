// What a visitor gives at the kiosk: a scan, or a name and a birth date.
import { type FormEvent, useState } from "react";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { emptyManual, ManualFields, manualErrors } from "../desk/manual_fields";
import { ScanField } from "../desk/scan_field";
import type { KioskCheckIn } from "./use_kiosk_check_in";

interface Props {
  way: "scan" | "type";
  /** Of an invitation that was scanned before. */
  code: string;
  checkIn: KioskCheckIn;
  onBack(): void;
}

export function KioskForm({ way, code, checkIn, onBack }: Props) {
  const { t } = useText();
  const [scan, setScan] = useState("");
  const [manual, setManual] = useState(emptyManual);
  const [purpose, setPurpose] = useState("");
  const [tried, setTried] = useState(false);
  const errors = manualErrors(manual, new Date());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (way === "type" && Object.keys(errors).length === 0)
      void checkIn.send({ case: "manual", value: manual }, purpose.trim(), code);
  };
  return (
    <form className="card" onSubmit={submit} noValidate aria-label={t(way === "scan" ? "kiosk.scan" : "kiosk.type")}>
      {way === "scan" ? (
        <ScanField
          value={scan}
          onText={setScan}
          onComplete={(what, text) => {
            setScan("");
            if (what === "invitation") void checkIn.sendCode(text.trim());
            else void checkIn.send({ case: what === "licence" ? "barcode" : "mrz", value: text }, "", "");
          }}
        />
      ) : (
        <>
          <ManualFields value={manual} errors={tried ? errors : {}} onChange={setManual} />
          {!code && (
            <TextField label={t("kiosk.purpose")} autoComplete="off" maxLength={200} value={purpose} onText={setPurpose} />
          )}
        </>
      )}
      <div className="kiosk-ways">
        {(way === "type" || checkIn.busy) && (
          <Button type="submit" kind="primary" busy={checkIn.busy}>
            {t("kiosk.done")}
          </Button>
        )}
        <Button onClick={onBack}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}
