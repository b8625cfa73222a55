import type { Decision, Import, ImportRow, RowState } from "../contracts/imports";
import { ROW_STATE_ORDER } from "./sentences";

export interface StateCount {
  state: RowState;
  count: number;
}

/** How many rows ended how, in the order a person looks at them; the service's counts where it sent any. */
export function stateCounts({ counts, rows }: Pick<Import, "counts" | "rows">): StateCount[] {
  return ROW_STATE_ORDER.map((state) => ({
    state,
    count: counts[state] ?? rows.filter((row) => row.state === state).length,
  })).filter(({ count }) => count > 0);
}

export function rowsIn(rows: readonly ImportRow[], state: RowState | ""): ImportRow[] {
  const chosen = state ? rows.filter((row) => row.state === state) : [...rows];
  return chosen.sort((one, other) => urgency(one) - urgency(other) || one.n - other.n);
}

export interface Choice {
  value: Decision;
  label: string;
}

/** What can be done with a row in question: a revision of each entry it is like, an entry of its own, nothing. */
export function choicesFor(row: ImportRow): Choice[] {
  const entries = new Map(row.duplicates.filter(({ entry_id }) => entry_id).map(({ entry_id, title }) => [entry_id, title]));
  if (row.entry_id && !entries.has(row.entry_id)) entries.set(row.entry_id, row.title);
  const revisions = [...entries].map(([id, title]): Choice => ({ value: `revise:${id}`, label: `作为“${title}”的新版本` }));
  return [...revisions, { value: "new", label: "另建一条" }, { value: "skip", label: "不导入" }];
}

/** What a person chose for rows that are still in question. */
export function decisionsFor(rows: readonly ImportRow[], chosen: ReadonlyMap<number, Decision>): Record<number, Decision> {
  const open = new Set(rows.filter(isOpen).map(({ n }) => n));
  return Object.fromEntries([...chosen].filter(([n]) => open.has(n)));
}

export function isOpen({ state, decision }: ImportRow): boolean {
  return state === "duplicate" && !decision;
}

/** How many drafts a confirmation makes. */
export function draftsMade(rows: readonly ImportRow[], decisions: Record<number, Decision>): number {
  return rows.filter((row) => {
    if (row.stored) return false;
    if (isOpen(row)) return (decisions[row.n] ?? "skip") !== "skip";
    return row.state !== "failed" && row.state !== "unchanged" && row.state !== "skipped";
  }).length;
}

export function rowTitle(row: ImportRow): string {
  return row.title || [row.name, row.part].filter(Boolean).join(" · ");
}

function urgency(row: ImportRow): number {
  return ROW_STATE_ORDER.indexOf(row.state);
}
