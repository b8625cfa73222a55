import type { DocumentRow, ImportReport, PublishReport, SearchQuery, SearchReply } from "./contract";
import { call, change } from "./services/http";

const RESULTS = 10;

export async function search({ q, region, on }: SearchQuery, signal: AbortSignal): Promise<SearchReply> {
  const params = new URLSearchParams({ q, k: String(RESULTS), ...(region && { region }), ...(on && { on }) });
  return await call<SearchReply>(`/api/search?${params}`, { signal });
}

export async function listDocuments(): Promise<DocumentRow[]> {
  return await call<DocumentRow[]>("/api/documents");
}

export async function uploadDocument(file: File, publish: boolean): Promise<ImportReport> {
  const body = new FormData();
  body.set("file", file);
  body.set("publish", String(publish));
  return await change<ImportReport>("POST", "/api/documents", body);
}

/** Publish drafts together: all of them, or none when answers would get worse and no reason is given. */
export async function publishDrafts(reports: ImportReport[], reason: string): Promise<PublishReport> {
  const drafts = reports.map(({ entry_id, revision }) => ({ entry_id, revision }));
  return await change<PublishReport>("POST", "/api/documents/publish", { drafts, despite_gate: reason });
}
