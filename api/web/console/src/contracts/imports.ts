/** Imports: files that become drafts, row by row, tried out before anything is stored. */

export type ImportState = "queued" | "reading" | "read" | "storing" | "done" | "cancelled" | "failed" | "interrupted";

export type RowState = "new" | "changed" | "unchanged" | "duplicate" | "skipped" | "failed";

/** What a row is like: a stored entry, or an earlier `row` of the same import. */
export interface Duplicate {
  kind: "same_number" | "same_text" | "near_text";
  title: string;
  similarity: number;
  entry_id: string;
  row: number;
}

/** A file of an import, and what of it was left out. */
export interface ImportFile {
  n: number;
  name: string;
  /** Bytes. */
  size: number;
  notes: string[];
}

/**
 * `n` counts from 1; `part` says where in the file: a row of a sheet, a file of an archive. `entry_id` is the entry it
 * revises, or, once stored, the one that holds it; `decision` what a person chose for a duplicate, empty before.
 */
export interface ImportRow {
  n: number;
  name: string;
  part: string;
  state: RowState;
  stored: boolean;
  title: string;
  document_number: string;
  message: string;
  remedy: string;
  warnings: string[];
  duplicates: Duplicate[];
  decision: string;
  entry_id: string;
  revision: number;
}

/** `done` of `total` are read; times are ISO 8601. A list of imports, and news of one, come without rows and files. */
export interface Import {
  id: string;
  state: ImportState;
  dry_run: boolean;
  created_by: string;
  created_at: string;
  done: number;
  total: number;
  message: string;
  counts: Partial<Record<RowState, number>>;
  undecided: number;
  files: ImportFile[];
  rows: ImportRow[];
}

/** What every file of an import is given where it does not say so itself. */
export interface ImportDefaults {
  department: string;
  region: string;
  field: string;
}

/** What to do with a row whose text is already there. */
export type Decision = "skip" | "new" | `revise:${string}`;

export interface OriginalLine {
  line: number;
  role: string;
  text: string;
}

export interface PreviewClause {
  label: string;
  heading: string[];
  text: string;
  responsible_units: string[];
  line: number;
}

/** A value and the sentence it was read from; `line` 0 where it stands nowhere in the text. */
export interface MetadataProposal {
  field: string;
  label: string;
  value: string;
  sentence: string;
  line: number;
}

export interface DocumentLink {
  title: string;
  document_number: string;
  entry_id: string;
}

export interface RowPreview {
  row: ImportRow;
  blocks: OriginalLine[];
  clauses: PreviewClause[];
  metadata: MetadataProposal[];
  duplicates: Duplicate[];
  links: DocumentLink[];
}
