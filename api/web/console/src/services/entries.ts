import type { Content, EntryKind } from "../contracts/content";
import type {
  Autosave,
  BulkReport,
  BulkRequest,
  Entry,
  EntryPage,
  FieldChange,
  Merge,
  RevisionLine,
} from "../contracts/entries";
import { call, change, query } from "./http";

export const PAGE_SIZE = 50;

export async function listEntries(filters: Record<string, string>, signal?: AbortSignal): Promise<EntryPage> {
  return await call<EntryPage>(`/api/entries?${query({ size: PAGE_SIZE, ...filters })}`, { signal });
}

export async function getEntry(id: string): Promise<Entry> {
  return await call<Entry>(of(id));
}

export async function createEntry(kind: EntryKind, content: Content, reason: string): Promise<Entry> {
  return await change<Entry>("POST", "/api/entries", { kind, content, reason });
}

export async function saveEntry(id: string, content: Content, reason: string, base_revision: number): Promise<Entry> {
  return await change<Entry>("PUT", of(id), { content, reason, base_revision });
}

export async function mergeEntry(id: string, content: Content, base_revision: number): Promise<Merge> {
  return await change<Merge>("POST", `${of(id)}/merge`, { content, base_revision });
}

/** `verb` is what is done to the entry: submit, return, approve, publish, withdraw, repeal, rollback, confirm. */
export async function actOn(id: string, verb: string, body: Record<string, unknown>): Promise<Entry> {
  return await change<Entry>("POST", `${of(id)}/${verb}`, body);
}

export async function assignEntry(id: string, assignee: string | null, due_on: string | null): Promise<Entry> {
  return await change<Entry>("PUT", `${of(id)}/assignment`, { assignee, due_on });
}

export async function cancelSchedule(id: string, schedule: string): Promise<Entry> {
  return await change<Entry>("DELETE", `${of(id)}/schedule/${encodeURIComponent(schedule)}`);
}

export async function listRevisions(id: string): Promise<RevisionLine[]> {
  return await call<RevisionLine[]>(`${of(id)}/revisions`);
}

export async function diffRevisions(id: string, from: number, to: number): Promise<FieldChange[]> {
  return (await call<{ changes: FieldChange[] }>(`${of(id)}/diff?${query({ from, to })}`)).changes;
}

export async function getRevision(id: string, number: number): Promise<{ content: Content }> {
  return await call<{ content: Content }>(`${of(id)}/revisions/${number}`);
}

export async function getAutosave(id: string): Promise<Autosave> {
  return await call<Autosave>(`${of(id)}/autosave`);
}

export async function putAutosave(id: string, content: Content, base_revision: number): Promise<string> {
  return (await change<{ saved_at: string }>("PUT", `${of(id)}/autosave`, { content, base_revision })).saved_at;
}

export async function dropAutosave(id: string): Promise<void> {
  await change<null>("DELETE", `${of(id)}/autosave`);
}

export async function bulk(request: BulkRequest): Promise<BulkReport> {
  return await change<BulkReport>("POST", "/api/entries/bulk", request);
}

export function of(id: string): string {
  return `/api/entries/${encodeURIComponent(id)}`;
}
