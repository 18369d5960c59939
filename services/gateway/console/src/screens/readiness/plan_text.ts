// A plan as text that a person can write: annexes one a line, checklists under "action, role:". Pure.
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import type { PlanAnnex, RoleChecklist } from "../../gen/watchbell/alerting/v1/emergency_plan_pb";

type Plain<T> = Omit<T, "$typeName" | "$unknown">;

const kBar = " | ";

export function annexesOf(text: string): Plain<PlanAnnex>[] {
  return linesOf(text).map((line) => {
    const [title = "", summary = "", documentRef = ""] = line.split("|").map((part) => part.trim());
    return { title, summary, documentRef };
  });
}

export function textOfAnnexes(annexes: Plain<PlanAnnex>[]): string {
  return annexes.map(({ title, summary, documentRef }) => [title, summary, documentRef].join(kBar)).join("\n");
}

/** The items of one action, by role: a line that ends in a colon names the role of those below it. */
export function checklistsOf(action: Action, text: string): Plain<RoleChecklist>[] {
  const lists: Plain<RoleChecklist>[] = [];
  for (const line of linesOf(text)) {
    if (line.endsWith(":")) lists.push({ role: line.slice(0, -1).trim(), action, items: [] });
    else lists.at(-1)?.items.push(line);
  }
  return lists.filter(({ items }) => items.length > 0);
}

export function textOfChecklists(lists: Plain<RoleChecklist>[], action: Action): string {
  const own = lists.filter((list) => list.action === action);
  return own.map(({ role, items }) => [`${role}:`, ...items].join("\n")).join("\n");
}

/** What stands on each line; empty ones are none. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
