export type Area = "sessionStorage" | "localStorage";

/** Read a JSON value; null where storage is switched off, empty, or holds something else. */
export function read<T>(area: Area, key: string): T | null {
  try {
    return JSON.parse(window[area].getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Keep a value as JSON; false where storage is switched off or full: pages go on without it. */
export function write(area: Area, key: string, value: unknown): boolean {
  try {
    window[area].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
