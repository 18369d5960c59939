// Check-in by scan or by hand, and its answer.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { Document_Kind } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FailureNote, WarningNote } from "../../ui/notes";
import { CheckInResult } from "./check_in_result";
import { emptyManual, type Manual, ManualFields, manualErrors } from "./manual_fields";
import { ScanField } from "./scan_field";

const kPurposeLengthMax = 200;
const kEscortLengthMax = 64;

interface Request {
  school: string;
  purpose: string;
  contactEmail: string;
  escortId: string;
  identity: { case: "barcode"; value: string } | { case: "manual"; value: Manual };
}

export function CheckIn({ school, onChange }: { school: string; onChange(): void }) {
  const { t } = useText();
  const { visits } = useApi();
  const [way, setWay] = useState<"scan" | "hand">("scan");
  const [purpose, setPurpose] = useState("");
  const [contactEmail, setContactEmail] = useState("");
  const [escortId, setEscortId] = useState("");
  const [barcode, setBarcode] = useState("");
  const [manual, setManual] = useState(emptyManual);
  const [tried, setTried] = useState(false);
  const checkIn = useIntent((request: Request, { requestId, timeoutMs }) =>
    visits.checkIn({ ...request, requestId }, { timeoutMs }),
  );

  const send = async (identity: Request["identity"]) => {
    const visit = await checkIn.start({
      school,
      purpose: purpose.trim(),
      contactEmail: contactEmail.trim(),
      escortId: escortId.trim(),
      identity,
    });
    if (!visit) return;
    // The scan holds more than we keep: it goes as soon as it has served.
    setBarcode("");
    setManual(emptyManual);
    setWay("scan");
    setPurpose("");
    setContactEmail("");
    setEscortId("");
    setTried(false);
    onChange();
  };
  const errors = manualErrors(manual, new Date());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (way === "scan" && barcode) void send({ case: "barcode", value: barcode });
    if (way === "hand" && Object.keys(errors).length === 0) void send({ case: "manual", value: manual });
  };

  const { progress } = checkIn;
  const noDocument = way === "hand" && manual.documentKind === Document_Kind.NONE;
  // Also asked for where the service says so: a minor, a volunteer without a background check.
  const needsEscort = noDocument || (progress.kind === "failed" && progress.failure.field === "escort_id");
  if (progress.kind === "done") return <CheckInResult visit={progress.value} onNext={checkIn.reset} />;
  return (
    <section className="card" aria-labelledby="check-in-title">
      <h2 id="check-in-title">{t("desk.checkIn")}</h2>
      <form onSubmit={submit} noValidate>
        <TextField label={t("desk.purpose")} maxLength={kPurposeLengthMax} value={purpose} onText={setPurpose} />
        <TextField label={t("desk.email")} type="email" autoComplete="off" value={contactEmail} onText={setContactEmail} />
        <fieldset className="ways">
          <legend>{t("desk.way")}</legend>
          <label className="choice">
            <input type="radio" name="way" checked={way === "scan"} onChange={() => setWay("scan")} />
            <span>{t("desk.byScan")}</span>
          </label>
          <label className="choice">
            <input type="radio" name="way" checked={way === "hand"} onChange={() => setWay("hand")} />
            <span>{t("desk.byHand")}</span>
          </label>
        </fieldset>
        {way === "scan" ? (
          <ScanField
            value={barcode}
            error={tried && !barcode ? t("common.required") : undefined}
            onText={setBarcode}
            onComplete={(text) => void send({ case: "barcode", value: text })}
          />
        ) : (
          <ManualFields value={manual} errors={tried ? errors : {}} onChange={setManual} />
        )}
        {progress.kind === "failed" && (
          <FailureNote failure={progress.failure}>
            <p>{t("desk.notScreened")}</p>
          </FailureNote>
        )}
        {noDocument && <WarningNote>{t("desk.escort")}</WarningNote>}
        {needsEscort && (
          <TextField
            label={t("desk.escortId")}
            autoComplete="off"
            maxLength={kEscortLengthMax}
            value={escortId}
            onText={setEscortId}
          />
        )}
        <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
          {t("desk.submit")}
        </Button>
      </form>
    </section>
  );
}
