// What the browser remembers between visits: the language, the chosen school, and that somebody wants no notifications;
// nothing else. A browser that forbids storage forgets, and everything still works.

export function recall(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Forgotten at the end of the visit.
  }
}
