/** Watches: pages of other sites that are looked at for changes. */

export type WatchKind = "list" | "feed";

export interface NewWatch {
  url: string;
  kind: WatchKind;
  department: string;
  region: string;
  every_minutes: number;
}

export interface Check {
  checked_at: string | null;
  found: number;
  changed: number;
  drafts: string[];
  error: string;
}

export interface Watch extends NewWatch {
  id: string;
  last: Check | null;
}
