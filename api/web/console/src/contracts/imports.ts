/** Imports: files that become drafts, row by row, tried out before anything is stored. */

export type ImportState = "queued" | "reading" | "read" | "storing" | "done" | "cancelled" | "failed" | "interrupted";

export type RowState = "waiting" | "new" | "changed" | "unchanged" | "duplicate" | "failed";

/** `n` counts from 1; `part` says where in the file: a row of a sheet, a file of an archive. */
export interface ImportRow {
  n: number;
  name: string;
  part: string;
  state: RowState;
  title: string;
  document_number: string;
  message: string;
  remedy: string;
  warnings: string[];
  entry_id: string;
  revision: number | null;
}

/** `done` of `total` files are read; times are ISO 8601. */
export interface Import {
  id: string;
  state: ImportState;
  dry_run: boolean;
  created_by: string;
  created_at: string;
  done: number;
  total: number;
  counts: Partial<Record<RowState, number>>;
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
  heading: string;
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

export interface Duplicate {
  entry_id: string;
  title: string;
  kind: "same_number" | "same_text" | "near_text";
  similarity: number;
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
