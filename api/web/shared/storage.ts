import { toJson } from "./json";

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
    window[area].setItem(key, toJson(value));
    return true;
  } catch {
    return false;
  }
}

export function remove(area: Area, key: string): void {
  try {
    window[area].removeItem(key);
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

/** The keys that begin in a certain way; none where storage is switched off. */
export function keysOf(area: Area, prefix: string): string[] {
  try {
    return Object.keys(window[area]).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
