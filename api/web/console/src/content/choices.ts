import type { MergeConflict } from "../contracts/entries";

export type Side = "mine" | "theirs" | "edited";

/** How one conflict is settled; `text` is what was written by hand. */
export interface Choice {
  side: Side | null;
  text: string;
}

export function blankChoices(conflicts: readonly MergeConflict[]): Record<string, Choice> {
  return Object.fromEntries(conflicts.map(({ path, mine }) => [path, { side: null, text: isText(mine) ? mine : "" }]));
}

/** Words can be written anew; lists and dates can only be chosen. */
export function isEditable({ mine, theirs }: MergeConflict): boolean {
  return isText(mine) && isText(theirs);
}

export function unsettled(conflicts: readonly MergeConflict[], choices: Record<string, Choice>): number {
  return conflicts.filter(({ path }) => !choices[path]?.side).length;
}

/** The value for each path that was in conflict. */
export function settled(conflicts: readonly MergeConflict[], choices: Record<string, Choice>): Map<string, unknown> {
  return new Map(conflicts.map((conflict) => [conflict.path, valueOf(conflict, choices[conflict.path])]));
}

/** A value as a person can read it. */
export function readable(value: unknown): string {
  if (value === null || value === undefined || value === "") return "（空）";
  if (Array.isArray(value)) return value.map(readable).join("；") || "（空）";
  return typeof value === "object" ? Object.values(value).filter(Boolean).map(readable).join(" ") : String(value);
}

function valueOf(conflict: MergeConflict, choice: Choice | undefined): unknown {
  if (choice?.side === "edited") return choice.text;
  return choice?.side === "theirs" ? conflict.theirs : conflict.mine;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
