// The dispatcher of this page as a context.
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useApi } from "../api/api";
import { type Dispatch, Dispatcher } from "./dispatcher";

const DispatcherContext = createContext<Dispatcher | undefined>(undefined);

export function DispatcherProvider({ children }: { children: ReactNode }) {
  const { alarm } = useApi();
  const [dispatcher] = useState(
    () =>
      new Dispatcher((order, { requestId, timeoutMs }) => {
        const { school, action, detail, drill } = order;
        const request = { requestId, school, action, detail };
        return drill ? alarm.startDrill(request, { timeoutMs }) : alarm.raise(request, { timeoutMs });
      }),
  );
  // Closing the page would end the tries: ask first.
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (dispatcher.underWay) event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => window.removeEventListener("beforeunload", leaving);
  }, [dispatcher]);
  return <DispatcherContext value={dispatcher}>{children}</DispatcherContext>;
}

export function useDispatcher(): { dispatcher: Dispatcher; dispatches: Dispatch[] } {
  const dispatcher = useContext(DispatcherContext);
  if (!dispatcher) throw new Error("useDispatcher needs a DispatcherProvider");
  return { dispatcher, dispatches: useSyncExternalStore(dispatcher.watch, dispatcher.list) };
}
