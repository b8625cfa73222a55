import { read, write } from "../../shared/storage";

const KEY = "yihaoda:recent-queries";
const KEPT = 8;

/** The operator's last queries, newest first; they stay on this device until the tab is closed. */
export function recentQueries(): string[] {
  const stored = read<unknown>("sessionStorage", KEY);
  return Array.isArray(stored) ? stored.filter((query) => typeof query === "string") : [];
}

export function rememberQuery(query: string): string[] {
  const queries = [query, ...recentQueries().filter((other) => other !== query)].slice(0, KEPT);
  write("sessionStorage", KEY, queries);
  return queries;
}
