// Where the kiosk keeps arrivals while the network is away: IndexedDB, each one encrypted with a key that scripts can
// use but nobody can read out. What is sent is gone.

export interface Shelf {
  put(id: string, content: string): Promise<void>;
  all(): Promise<{ id: string; content: string }[]>;
  remove(id: string): Promise<void>;
}

const kArrivals = "arrivals";
const kKeys = "keys";
const kKeyName = "arrivals";
const kNonceBytes = 12;

interface Row {
  id: string;
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error("the browser's store failed"));
  });
}

/** Opens the shelf, and makes it the first time. */
export async function openShelf(name = "watchbell-kiosk"): Promise<Shelf> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(kArrivals, { keyPath: "id" });
    opening.result.createObjectStore(kKeys);
  };
  const base = await answerOf(opening);
  const store = (which: string, mode: IDBTransactionMode) => base.transaction(which, mode).objectStore(which);
  const key = await keyOf(store);

  return {
    async put(id, content) {
      const nonce = crypto.getRandomValues(new Uint8Array(kNonceBytes));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(content));
      await answerOf(store(kArrivals, "readwrite").put({ id, nonce, sealed } satisfies Row));
    },
    async all() {
      const rows = await answerOf<Row[]>(store(kArrivals, "readonly").getAll());
      return Promise.all(
        rows.map(async ({ id, nonce, sealed }) => {
          const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, sealed);
          return { id, content: new TextDecoder().decode(opened) };
        }),
      );
    },
    async remove(id) {
      await answerOf(store(kArrivals, "readwrite").delete(id));
    },
  };
}

async function keyOf(store: (which: string, mode: IDBTransactionMode) => IDBObjectStore): Promise<CryptoKey> {
  const known = await answerOf<CryptoKey | undefined>(store(kKeys, "readonly").get(kKeyName));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await answerOf(store(kKeys, "readwrite").put(made, kKeyName));
  return made;
}
