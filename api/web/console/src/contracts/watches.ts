/** Watches: pages of other sites that are looked at for changes. */

export type WatchKind = "list" | "feed";

export interface NewWatch {
  url: string;
  kind: WatchKind;
  department: string;
  region: string;
  every_minutes: number;
}

/** What a look brought; `waiting` pages are looked at in the background. */
export interface Check {
  checked_at: string;
  found: number;
  changed: number;
  drafts: string[];
  waiting: number;
  error: string;
}

export interface WatchDraft {
  entry_id: string;
  title: string;
}

/** `found` is how many pages the list named last, `waiting` how many were not looked at yet, `drafts` what came last. */
export interface Watch extends NewWatch {
  id: string;
  due_at: string;
  checked_at: string | null;
  found: number;
  waiting: number;
  failures: number;
  error: string;
  drafts: WatchDraft[];
}
