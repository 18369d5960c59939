// Names of staff for directory ids, asked for once each. A role without the directory sees that nothing is shown to it.
import { useEffect, useRef, useState } from "react";
import { useApi } from "../api/api";
import { useText } from "../i18n";
import { useSession } from "../session";

// Asked one by one: a list that is longer shows the rest without a name.
const kNamesMax = 60;
const kDistrict = "district";

/** `unknown`: what to say in place of a name that cannot be shown. */
export function useNames(school: string, ids: string[], unknown?: string): (id: string) => string {
  const { t } = useText();
  const { can, everywhere, state } = useSession();
  const { directory } = useApi();
  const [names, setNames] = useState<Record<string, string>>({});
  const asked = useRef(new Set<string>());
  const wanted = ids.filter(Boolean).slice(0, kNamesMax).join();
  const may = can("directory.read");
  useEffect(() => {
    if (!may) return;
    const find = (personId: string) => {
      const here = directory.getPerson({ school, personId });
      // Staff of no single school are known at the district.
      return everywhere ? here.catch(() => directory.getPerson({ school: kDistrict, personId })) : here;
    };
    for (const personId of wanted.split(",").filter((id) => id && !asked.current.has(id))) {
      asked.current.add(personId);
      find(personId)
        .then(({ givenName, familyName }) => setNames((old) => ({ ...old, [personId]: `${givenName} ${familyName}`.trim() })))
        // Asked again with the next change of the list.
        .catch(() => asked.current.delete(personId));
    }
  }, [directory, school, wanted, may, everywhere]);
  // One's own needs no directory.
  const own = state.kind === "in" ? state.session : undefined;
  return (id) => names[id] || (own?.personId === id && own.displayName) || (unknown ?? t("reach.noName"));
}
