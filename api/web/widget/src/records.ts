import type { Citation, ClauseView } from "../../shared/contract";
import { request } from "../../shared/problem";

/** Published questions for what was typed, best first. Throws ProblemError. */
export async function suggestionsFor(base: string, typed: string, region: string, signal: AbortSignal): Promise<string[]> {
  const response = await request(`${base}/api/suggestions?${new URLSearchParams({ q: typed, region })}`, { signal });
  const { suggestions } = (await response.json()) as { suggestions: { text: string }[] };
  return suggestions.map(({ text }) => text);
}

/** The cited clause among its neighbours. Throws ProblemError. */
export async function clausesOf(base: string, { entry_id, clause, title }: Citation): Promise<ClauseView> {
  const path = `/api/clauses/${encodeURIComponent(entry_id)}?${new URLSearchParams({ clause, title })}`;
  return (await (await request(base + path)).json()) as ClauseView;
}
