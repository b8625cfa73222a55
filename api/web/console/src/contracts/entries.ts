/** The HTTP contract of the entries: `/api/entries`. */
import type { EntryState } from "../contract";
import type { Life } from "../life";
import type { Content, EntryKind } from "./content";

export type Stage = "none" | "draft" | "submitted" | "returned" | "approved";

/** What the caller may do with an entry now; the service decides. */
export type EntryAction =
  | "edit"
  | "submit"
  | "return"
  | "approve"
  | "publish"
  | "schedule"
  | "withdraw"
  | "repeal"
  | "rollback"
  | "confirm"
  | "assign"
  | "comment";

export interface EntryLine {
  entry_id: string;
  kind: EntryKind;
  title: string;
  document_number: string;
  department: string;
  region: string;
  field_name: string;
  stage: Stage;
  state: EntryState;
  life: Life;
  revision: number;
  published_revision: number | null;
  effective_from: string | null;
  expires_on: string | null;
  repealed_on: string | null;
  review_due_on: string | null;
  assignee: string | null;
  updated_at: string;
  updated_by: string;
}

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  /** Bytes. */
  size: number;
}

export interface RelatedEntry {
  entry_id: string;
  kind: EntryKind;
  title: string;
  relation: "explains" | "explained_by" | "replaces" | "replaced_by";
}

export interface ScheduledAction {
  id: string;
  action: "publish" | "withdraw";
  at: string;
}

export interface Entry extends EntryLine {
  content: Content;
  actions: EntryAction[];
  successor: { entry_id: string; title: string } | null;
  scheduled: ScheduledAction[];
  attachments: Attachment[];
  related: RelatedEntry[];
}

export type Facet = Record<string, number>;

export interface EntryPage {
  items: EntryLine[];
  total: number;
  facets: { life: Facet; department: Facet; field: Facet; region: Facet };
}

/** `published`: it was public once; `current`: it is public now. */
export interface RevisionLine {
  number: number;
  author: string;
  reason: string;
  created_at: string;
  published: boolean;
  current: boolean;
}

export interface Span {
  op: "equal" | "insert" | "delete";
  text: string;
}

/** One field that two revisions differ in; `label` is for people: 第四条 正文. */
export interface FieldChange {
  path: string;
  label: string;
  before: unknown;
  after: unknown;
  spans: Span[];
}

/** A field that two people changed differently since `base`. */
export interface MergeConflict {
  path: string;
  label: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  content: Content;
  base_revision: number;
  conflicts: MergeConflict[];
}

export interface Autosave {
  content: Content;
  base_revision: number;
  saved_at: string;
}

export interface EntryComment {
  id: string;
  author: string;
  at: string;
  text: string;
  revision: number;
  kind: string;
}

export type BulkAction = "submit" | "approve" | "publish" | "withdraw" | "assign" | "confirm";

export interface BulkRequest {
  action: BulkAction;
  entries: { entry_id: string; revision: number }[];
  reason?: string;
  assignee?: string;
  despite_gate?: string;
}

export interface BulkResult {
  entry_id: string;
  ok: boolean;
  code: string;
  message: string;
}

export interface BulkReport {
  results: BulkResult[];
  gate: "not_needed" | "passed" | "failed" | "overridden" | "";
  findings: string[];
}
