// Incidents over other windows: the browser's own notification while the console is not in front, if the person has
// allowed it by a button. Without the permission, or without the API, the console does everything else as before.
import { useEffect, useRef, useState } from "react";
import { kStateKey } from "../alarm/order";
import { whatToDo } from "../alarm/what_to_do";
import { useDistrict } from "../district";
import { useText } from "../i18n";
import { recall, remember } from "../lib/memory";
import { go } from "../lib/router";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

const kLaterKey = "watchbell.notifyLater";

// Not in every browser, and not on a page without TLS.
const supported = () => typeof Notification !== "undefined";

/** Shows one for each open incident, renews it when the instruction changes, and takes it away with the release. */
export function useDesktopNotices(): void {
  const { t, language } = useText();
  const { incidents, schools, nameOf, choose } = useDistrict();
  const shown = useRef(new Map<string, { sequence: bigint; notice?: Notification }>());
  useEffect(() => {
    if (!incidents.data) return;
    const open = incidents.data.filter(({ school }) => schools.some(({ code }) => code === school));
    for (const [id, { notice }] of shown.current) {
      if (open.some((incident) => incident.id === id)) continue;
      notice?.close();
      shown.current.delete(id);
    }
    for (const incident of open) {
      const known = shown.current.get(incident.id);
      if (known?.sequence === incident.sequence) continue;
      const { id, school, drill, action, sequence } = incident;
      const title = t(drill ? "banner.drill" : "banner.real", { action: t(kStateKey[action]), school: nameOf(school) });
      const lines = whatToDo(incident).map(({ key, values }) => t(key, values));
      const body = [...(drill ? [t("state.drillLong")] : []), ...lines].join("\n");
      // One tag for each incident: the newest instruction takes the place of the one before.
      const notice = show(title, { body, tag: id, lang: language, requireInteraction: !drill }, () => {
        choose(school);
        go("/alarm");
      });
      shown.current.set(id, { sequence, notice });
    }
  }, [incidents.data, schools, nameOf, choose, t, language]);
}

function show(title: string, options: NotificationOptions, onOpen: () => void): Notification | undefined {
  // In front of the person the console itself is taken over.
  if (!supported() || Notification.permission !== "granted" || document.hasFocus()) return undefined;
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => {
      window.focus();
      notice.close();
      onOpen();
    };
    return notice;
  } catch {
    // Some telephones allow it only to installed pages.
    return undefined;
  }
}

/** Asks once, by a button, as browsers demand. */
export function NotifyOffer() {
  const { t } = useText();
  const [permission, setPermission] = useState(() => (supported() ? Notification.permission : "denied"));
  const [later, setLater] = useState(() => recall(kLaterKey) !== null);
  if (permission !== "default" || later) return null;
  const postpone = () => {
    remember(kLaterKey, "yes");
    setLater(true);
  };
  return (
    <aside className="notify-offer" aria-label={t("notify.title")}>
      <Icon name="bell" />
      <p>{t("notify.hint")}</p>
      <Button kind="primary" onClick={() => void Notification.requestPermission().then(setPermission)}>
        {t("notify.allow")}
      </Button>
      <Button onClick={postpone}>{t("notify.later")}</Button>
    </aside>
  );
}
