// Whom to call for a hazard, in order, each number one press away.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { Hazard } from "../../gen/watchbell/notification/v1/partner_pb";
import { useText } from "../../i18n";
import { choices } from "../../ui/action_form";
import { Select } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { ListCard } from "../../ui/list_card";
import { kHazards, kPartnerKinds } from "./words";

export function CallList({ school }: { school: string }) {
  const { t } = useText();
  const { partners } = useApi();
  const [hazard, setHazard] = useState(Hazard.FIRE);
  const live = useLive(
    `call-list:${school}:${hazard}`,
    async (options) => (await partners.getCallList({ school, hazard }, options)).partners,
    (hint) => hint.aggregate === "partner",
  );
  return (
    <>
      <Select label={t("partner.forWhat")} value={String(hazard)} onText={(value) => setHazard(Number(value))}>
        {choices(t, kHazards)?.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <ListCard
        title={t("partner.inOrder")}
        live={live}
        items={live.data}
        none={t("partner.noList")}
        idOf={({ id }) => id}
        row={({ name, kind, phone, secondPhone, contactName, note }) => (
          <>
            <div>
              <strong>{name}</strong>
              <p className="muted">{[t(kPartnerKinds[kind] ?? "board.unknown"), contactName, note].filter(Boolean).join(" · ")}</p>
            </div>
            <div className="row">
              {[phone, secondPhone].filter(Boolean).map((number) => (
                <a key={number} className="button button-quiet" href={`tel:${number}`}>
                  <Icon name="phone" /> {number}
                </a>
              ))}
            </div>
          </>
        )}
      />
    </>
  );
}
