import type { AuditFilter, AuditPage, Verification } from "../contracts/audit";
import { call, query } from "./http";

const AUDIT = "/api/audit";

export const readAudit = (filter: AuditFilter, before: number | null, signal?: AbortSignal): Promise<AuditPage> =>
  call(`${AUDIT}?${query({ ...filter, before })}`, { signal });

export const verifyAudit = (): Promise<Verification> => call(`${AUDIT}/verify`);

export const exportAddress = (filter: AuditFilter): string => `${AUDIT}/export?${query({ ...filter })}`;
