import type { SearchQuery, SearchReply } from "./contract";
import { call } from "./services/http";

const RESULTS = 10;

export async function search({ q, region, on }: SearchQuery, signal: AbortSignal): Promise<SearchReply> {
  const params = new URLSearchParams({ q, k: String(RESULTS), ...(region && { region }), ...(on && { on }) });
  return await call<SearchReply>(`/api/search?${params}`, { signal });
}
