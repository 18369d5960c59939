// The kiosk's queue in the page: how many wait, and sending them whenever the network may be back.
import { useCallback, useEffect, useState } from "react";
import { useApi } from "../../api/api";
import { type Arrival, KioskQueue } from "./queue";
import { openShelf, type Shelf } from "./shelf";

const kTryMs = 15_000;

export interface Waiting {
  count: number;
  /** Could not be checked in even now: somebody at the desk must look. */
  refused: number;
  /** False where the browser keeps nothing: then nobody is let in while the network is away. */
  ready: boolean;
  add(arrival: Arrival): Promise<void>;
}

export function useQueue(open: () => Promise<Shelf> = openShelf): Waiting {
  const { visits } = useApi();
  const [queue, setQueue] = useState<KioskQueue>();
  const [count, setCount] = useState(0);
  const [refused, setRefused] = useState(0);

  useEffect(() => {
    let gone = false;
    open()
      .then((shelf) => gone || setQueue(new KioskQueue(shelf, visits)))
      .catch(() => undefined);
    return () => void (gone = true);
  }, [open, visits]);

  const send = useCallback(async () => {
    if (!queue) return;
    const more = await queue.send();
    setRefused((old) => old + more);
    setCount(await queue.count());
  }, [queue]);

  useEffect(() => {
    void send();
    const timer = setInterval(() => void send(), kTryMs);
    const online = () => void send();
    window.addEventListener("online", online);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", online);
    };
  }, [send]);

  const add = useCallback(
    async (arrival: Arrival) => {
      if (!queue) throw new Error("the browser keeps nothing");
      await queue.add(arrival);
      setCount(await queue.count());
    },
    [queue],
  );
  return { count, refused, ready: queue !== undefined, add };
}
