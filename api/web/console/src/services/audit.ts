import { request } from "../../../shared/problem";
import type { AuditFilter, AuditPage, Verification } from "../contracts/audit";
import { saveFile } from "../download";
import { call, query } from "./http";

const AUDIT = "/api/audit";

export const readAudit = (filter: AuditFilter, before: number | null, signal?: AbortSignal): Promise<AuditPage> =>
  call(`${AUDIT}?${query({ ...filter, before })}`, { signal });

export const verifyAudit = (): Promise<Verification> => call(`${AUDIT}/verify`);

/** Save the log under a filter as JSON lines; fetched, not linked, because the service may ask for the password first. */
export async function downloadAudit(filter: AuditFilter): Promise<void> {
  const response = await request(`${AUDIT}/export?${query({ ...filter })}`);
  saveFile(await response.blob(), "audit.jsonl");
}
