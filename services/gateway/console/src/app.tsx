// The frame: providers, header, warnings that no screen may hide, and the screen of the current address.
import type { Transport } from "@connectrpc/connect";
import { type ReactNode, useMemo } from "react";
import { DispatcherProvider } from "./alarm";
import { ApiContext, makeApi, type SessionEnd } from "./api/api";
import { DistrictProvider } from "./district";
import { FeedProvider } from "./feed";
import { TextProvider, useText } from "./i18n";
import type { Language } from "./i18n/dictionary";
import { type Route, useRoute } from "./lib/router";
import { Dispatches } from "./screens/alarm/dispatches";
import { Screen } from "./screens";
import { isKiosk, KioskScreen } from "./screens/kiosk";
import { SignInScreen } from "./screens/sign_in";
import { TipsForEverybody } from "./screens/tips/public";
import { SessionProvider, useSession } from "./session";
import { NotifyOffer, useDesktopNotices } from "./shell/desktop_notice";
import { Header } from "./shell/header";
import { IncidentBanner } from "./shell/incident_banner";
import { TakeOver, useTakeOver } from "./shell/take_over";

interface Props {
  transport: Transport;
  sessionEnd: SessionEnd;
  language?: Language;
}

export function App({ transport, sessionEnd, language }: Props) {
  const api = useMemo(() => makeApi(transport), [transport]);
  return (
    <TextProvider initial={language}>
      <ApiContext value={api}>
        <DispatcherProvider>
          <SessionProvider end={sessionEnd}>
            <Page />
          </SessionProvider>
        </DispatcherProvider>
      </ApiContext>
    </TextProvider>
  );
}

function Page() {
  const { t } = useText();
  const { state } = useSession();
  const route = useRoute();

  // Tips need nobody to be signed in, and know nobody who is.
  if (route.path[0] === "tip") return <Plain screen={<TipsForEverybody route={route} />} />;
  if (state.kind === "checking") return <Plain screen={<p role="status">{t("session.checking")}</p>} />;
  if (state.kind === "out") return <Plain screen={<SignInScreen ended={state.ended} failure={state.failure} />} />;
  // Visitors use it themselves: no menu, no names of staff, nothing but the check-in.
  if (isKiosk())
    return (
      <FeedProvider>
        <DistrictProvider session={state.session}>
          <IncidentBanner plain />
          <main id="main" tabIndex={-1}>
            <KioskScreen />
          </main>
        </DistrictProvider>
      </FeedProvider>
    );
  return (
    <FeedProvider>
      <DistrictProvider session={state.session}>
        <Console route={route} />
      </DistrictProvider>
    </FeedProvider>
  );
}

function Console({ route }: { route: Route }) {
  const { incident, layAside } = useTakeOver();
  useDesktopNotices();
  // Hidden, not gone: what somebody was typing is there again after the release.
  return (
    <>
      {incident && <TakeOver key={incident.id} incident={incident} onLayAside={layAside} />}
      <div hidden={incident !== undefined}>
        <Header signedIn />
        <NotifyOffer />
        <IncidentBanner />
        <main id="main" tabIndex={-1}>
          <Dispatches />
          <Screen route={route} />
        </main>
      </div>
    </>
  );
}

function Plain({ screen }: { screen: ReactNode }) {
  return (
    <>
      <Header />
      <main id="main" tabIndex={-1}>
        <Dispatches />
        {screen}
      </main>
    </>
  );
}
