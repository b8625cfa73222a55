import type { LocationQuery } from "vue-router";

/** What the list is narrowed to. It stands in the address: back, reload and a shared link find it again. */
export interface EntryFilters {
  q: string;
  kind: string;
  life: string;
  field: string;
  department: string;
  region: string;
  validity: string;
  assignee: string;
  due_before: string;
  sort: string;
  page: number;
}

type TextFilter = Exclude<keyof EntryFilters, "page">;
const TEXTS: readonly TextFilter[] = [
  "q",
  "kind",
  "life",
  "field",
  "department",
  "region",
  "validity",
  "assignee",
  "due_before",
  "sort",
];
/** Those that stand behind “筛选”; the others have places of their own. */
const FOLDED: readonly TextFilter[] = ["kind", "field", "department", "region", "validity", "assignee", "due_before"];
export const DEFAULT_SORT = "updated";

export function filtersOf(query: LocationQuery): EntryFilters {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, text(query[name])])) as Record<TextFilter, string>;
  const page = Number.parseInt(text(query.page), 10);
  return { ...texts, sort: texts.sort || DEFAULT_SORT, page: page > 0 ? page : 1 };
}

/** The same as an address has it: only what differs from the plain list. */
export function queryOf(filters: EntryFilters): Record<string, string> {
  const set = TEXTS.filter((name) => filters[name] && !(name === "sort" && filters.sort === DEFAULT_SORT));
  const page: [string, string][] = filters.page > 1 ? [["page", String(filters.page)]] : [];
  return Object.fromEntries([...set.map((name): [string, string] => [name, filters[name]]), ...page]);
}

/** Any change of what is looked for begins on the first page again. */
export function narrowed(filters: EntryFilters, change: Partial<EntryFilters>): EntryFilters {
  return { ...filters, page: 1, ...change };
}

export function activeCount(filters: EntryFilters): number {
  return FOLDED.filter((name) => filters[name]).length;
}

export function cleared(filters: EntryFilters): EntryFilters {
  return { ...filters, ...Object.fromEntries(FOLDED.map((name) => [name, ""])), page: 1 };
}

function text(value: LocationQuery[string] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  return first ?? "";
}
