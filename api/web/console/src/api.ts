import { ProblemError, request } from "../../shared/problem";
import type { DocumentRow, ImportReport, PublishReport, SearchQuery, SearchReply } from "./contract";
import { router } from "./router";
import { session } from "./session";

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
  return await call<ImportReport>("/api/documents", { method: "POST", body, headers: session.csrfHeader() });
}

/** Publish drafts together: all of them, or none when answers would get worse and no reason is given. */
export async function publishDrafts(reports: ImportReport[], reason: string): Promise<PublishReport> {
  const drafts = reports.map(({ entry_id, revision }) => ({ entry_id, revision }));
  return await call<PublishReport>("/api/documents/publish", {
    method: "POST",
    body: JSON.stringify({ drafts, despite_gate: reason }),
    headers: { ...session.csrfHeader(), "content-type": "application/json" },
  });
}

/** Call the service as the signed-in user; when the session has ended, go to sign in. */
async function call<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await request(url, init).catch(async (error: unknown) => {
    if (error instanceof ProblemError && error.status === 401) {
      session.forget();
      await router.push({ path: "/sign-in", query: { next: router.currentRoute.value.fullPath } });
    }
    throw error;
  });
  return (await response.json()) as T;
}
