/** What the browser keeps for this reader. A browser that keeps nothing (private windows) is no error. */

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`diegesis.${key}`, JSON.stringify(value));
  } catch {
    // full or forbidden: the page works without
  }
}

export function recall<T>(key: string, otherwise: T): T {
  try {
    const kept = localStorage.getItem(`diegesis.${key}`);
    return kept === null ? otherwise : (JSON.parse(kept) as T);
  } catch {
    return otherwise;
  }
}
