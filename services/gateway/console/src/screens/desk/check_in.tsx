// Check-in by scan or by hand, and its answer.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { Document_Kind, type Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { FailureNote, WarningNote } from "../../ui/notes";
import { ArrivalDetails, detailFields, emptyDetails } from "./arrival_details";
import { CheckInResult } from "./check_in_result";
import { emptyInvited, type Invited, InvitedFields } from "./invited";
import { emptyManual, type Manual, ManualFields, manualErrors } from "./manual_fields";
import type { Scan } from "./scan";
import { ScanField } from "./scan_field";

type Identity =
  | { case: "barcode" | "mrz"; value: string }
  | { case: "manual"; value: Manual }
  | { case: "invited"; value: Invited };

interface Request extends ReturnType<typeof detailFields> {
  school: string;
  invitationCode: string;
  visitId: string;
  identity: Identity;
}

interface Props {
  school: string;
  /** Who waits outside and is now checked in. */
  waiting?: Visit;
  onChange(): void;
}

export function CheckIn({ school, waiting, onChange }: Props) {
  const { t } = useText();
  const { visits } = useApi();
  const [way, setWay] = useState<"scan" | "hand" | "invited">("scan");
  const [details, setDetails] = useState(emptyDetails);
  const [barcode, setBarcode] = useState("");
  const [code, setCode] = useState("");
  const [manual, setManual] = useState(emptyManual);
  const [invited, setInvited] = useState(emptyInvited);
  const [tried, setTried] = useState(false);
  const checkIn = useIntent((request: Request, { requestId, timeoutMs }) =>
    visits.checkIn({ ...request, requestId }, { timeoutMs }),
  );

  const startAgain = () => {
    // The scan holds more than we keep: it goes as soon as it has served.
    setBarcode("");
    setCode("");
    setManual(emptyManual);
    setInvited(emptyInvited);
    setWay("scan");
    setDetails(emptyDetails);
    setTried(false);
  };
  const send = async (identity: Identity) => {
    const fields = detailFields(details, new Date());
    const visit = await checkIn.start({ ...fields, school, invitationCode: code, visitId: waiting?.id ?? "", identity });
    if (!visit) return;
    startAgain();
    onChange();
  };
  const took = (scan: Scan, text: string) => {
    if (scan === "licence") void send({ case: "barcode", value: text });
    if (scan === "passport") void send({ case: "mrz", value: text.trim() });
    if (scan === "invitation") {
      setBarcode("");
      setCode(text.trim());
      setWay("invited");
    }
  };
  const errors = manualErrors(manual, new Date());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (way === "scan" && barcode) void send({ case: "barcode", value: barcode });
    if (way === "hand" && Object.keys(errors).length === 0) void send({ case: "manual", value: manual });
    if (way === "invited") void send({ case: "invited", value: invited });
  };

  const { progress } = checkIn;
  const shown = way === "invited" ? invited.documentKind : manual.documentKind;
  const noDocument = way !== "scan" && shown === Document_Kind.NONE;
  // Also asked for where the service says so: a minor, a volunteer without a background check.
  const needsEscort = noDocument || (progress.kind === "failed" && progress.failure.field === "escort_id");
  if (progress.kind === "done") return <CheckInResult visit={progress.value} onNext={checkIn.reset} />;
  return (
    <section className="card" aria-labelledby="check-in-title">
      <h2 id="check-in-title">{t("desk.checkIn")}</h2>
      <form onSubmit={submit} noValidate>
        <fieldset className="ways">
          <legend>{t("desk.way")}</legend>
          <label className="choice">
            <input type="radio" name="way" checked={way === "scan"} onChange={startAgain} />
            <span>{t("desk.byScan")}</span>
          </label>
          <label className="choice">
            <input type="radio" name="way" checked={way === "hand"} onChange={() => setWay("hand")} />
            <span>{t("desk.byHand")}</span>
          </label>
        </fieldset>
        {way === "scan" && (
          <ScanField
            value={barcode}
            error={tried && !barcode ? t("common.required") : undefined}
            onText={setBarcode}
            onComplete={took}
          />
        )}
        {way === "hand" && <ManualFields value={manual} errors={tried ? errors : {}} onChange={setManual} />}
        {way === "invited" && (
          <InvitedFields
            school={school}
            code={code}
            value={invited}
            onChange={setInvited}
            onOpenEvent={() => setWay("hand")}
          />
        )}
        {progress.kind === "failed" && (
          <FailureNote failure={progress.failure}>
            <p>{t("desk.notScreened")}</p>
          </FailureNote>
        )}
        {noDocument && <WarningNote>{t("desk.escort")}</WarningNote>}
        <ArrivalDetails value={details} needsEscort={needsEscort} onChange={setDetails} />
        <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
          {t("desk.submit")}
        </Button>
      </form>
    </section>
  );
}
