import type { Decision, Report, ReportPage, ReportState } from "../contracts/reports";
import { call, change, query } from "./http";

const of = (id: string): string => `/api/reports/${encodeURIComponent(id)}`;

export const listReports = async (filter: { state?: ReportState; entry_id?: string }, signal?: AbortSignal): Promise<Report[]> =>
  (await call<ReportPage>(`/api/reports?${query(filter)}`, { signal })).items;

export const decide = (id: string, state: Decision, reason: string): Promise<Report> => change("POST", `${of(id)}/decision`, { state, reason });

/** Take the entry back at once: from then on nobody is answered with it. */
export const withdrawEntry = (id: string, reason: string): Promise<Report> => change("POST", `${of(id)}/withdraw`, { reason, confirm: true });
