// The address after the '#': "#/tips/status?school=lincoln-es". Hash routes need nothing from the server.
import { useSyncExternalStore } from "react";

export interface Route {
  /** Path segments: ["tips", "status"]; empty for the start page. */
  path: string[];
  query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decodeSegment), query: new URLSearchParams(query) };
}

// A hand-typed '%' must not take the page down.
function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function go(to: string): void {
  window.location.hash = to;
}
