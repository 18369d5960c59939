// The tip pages for everybody. They ask for no name, keep nothing in the browser, and need no session.
import type { Route } from "../../lib/router";
import { TipForm } from "./form";
import { MailboxForm } from "./mailbox_form";

export function TipsForEverybody({ route }: { route: Route }) {
  return route.path[1] === "status" ? <MailboxForm /> : <TipForm school={route.query.get("school") ?? ""} />;
}
