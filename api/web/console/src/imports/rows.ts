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

/** The choice that stands before a person changes it: what the service would do with the row. */
export function proposedDecision(row: ImportRow): Decision {
  return row.entry_id ? `revise:${row.entry_id}` : "skip";
}

/** Only what a person chose is sent; and only for rows that are still in question. */
export function decisionsFor(rows: readonly ImportRow[], chosen: ReadonlyMap<number, Decision>): Record<number, Decision> {
  const questions = rows.filter((row) => row.state === "duplicate");
  return Object.fromEntries(questions.map((row) => [row.n, chosen.get(row.n) ?? proposedDecision(row)]));
}

/** How many drafts a confirmation makes. */
export function draftsMade(rows: readonly ImportRow[], decisions: Record<number, Decision>): number {
  return rows.filter(({ n, state }) => {
    if (state === "duplicate") return decisions[n] !== "skip";
    return state === "new" || state === "changed";
  }).length;
}

export function rowTitle(row: ImportRow): string {
  return row.title || [row.name, row.part].filter(Boolean).join(" · ");
}

function urgency(row: ImportRow): number {
  return ROW_STATE_ORDER.indexOf(row.state);
}
