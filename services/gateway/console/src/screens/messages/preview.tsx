// Whom a message would reach, in numbers, before a word is written.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { AudiencePart_People } from "../../gen/watchbell/notification/v1/audience_pb";
import { useText } from "../../i18n";
import { Select } from "../../ui/field";
import { LiveNote } from "../../ui/notes";
import { audienceOf } from "./compose";

interface Props {
  school: string;
  people: AudiencePart_People;
  options: { value: string; label: string }[];
  onPeople(people: AudiencePart_People): void;
}

export function AudiencePreview({ school, people, options, onPeople }: Props) {
  const { t, number } = useText();
  const { audiences } = useApi();
  const live = useLive(
    `audience:${school}:${people}`,
    (options) => audiences.previewAudience({ school, audience: audienceOf(people) }, options),
    (hint) => hint.service === "notification" && hint.aggregate === "person",
  );
  const { data } = live;
  return (
    <>
      <Select label={t("messages.audience")} value={String(people)} onText={(value) => onPeople(Number(value))}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <LiveNote live={live} />
      {data && (
        <p role="status">
          <strong>{t("messages.recipients", { count: number(data.recipients) })}</strong>{" "}
          {t("messages.split", { staff: number(data.staff), families: number(data.familyMembers), visitors: number(data.visitors) })}
          {data.unreachable > 0 && ` ${t("messages.unreachable", { count: number(data.unreachable) })}`}
        </p>
      )}
    </>
  );
}
