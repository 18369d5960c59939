// A new entry of the district's own list.
import { useApi } from "../../api/api";
import { useText } from "../../i18n";
import { ActionForm } from "../../ui/action_form";
import { entryFields, entryOf } from "./entry_fields";

export function AddEntry({ school, onAdded }: { school: string; onAdded(): void }) {
  const { t } = useText();
  const { watchlist } = useApi();
  return (
    <ActionForm
      label={t("lists.add")}
      fields={entryFields(t)}
      send={(values, { requestId, timeoutMs }) =>
        watchlist.addEntry({ requestId, school, entry: entryOf(values) }, { timeoutMs })
      }
      onDone={onAdded}
    />
  );
}
