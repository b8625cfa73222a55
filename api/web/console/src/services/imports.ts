import type { Decision, Import, ImportDefaults, RowPreview } from "../contracts/imports";
import { call, change } from "./http";

const IMPORTS = "/api/imports";

export const listImports = (signal?: AbortSignal): Promise<Import[]> => call(IMPORTS, { signal });

export const readImport = (id: string): Promise<Import> => call(`${IMPORTS}/${id}`);

export const readRow = (id: string, row: number, signal?: AbortSignal): Promise<RowPreview> =>
  call(`${IMPORTS}/${id}/rows/${row}`, { signal });

export function startImport(files: readonly File[], defaults: ImportDefaults, dryRun: boolean): Promise<Import> {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  body.set("dry_run", String(dryRun));
  for (const [name, value] of Object.entries(defaults)) if (value) body.set(name, value as string);
  return change("POST", IMPORTS, body);
}

export const cancelImport = (id: string): Promise<Import> => change("POST", `${IMPORTS}/${id}/cancel`);

export const resumeImport = (id: string): Promise<Import> => change("POST", `${IMPORTS}/${id}/resume`);

/** Store what a dry run has read; rows without a decision go the way the service proposes. */
export const confirmImport = (id: string, decisions: Record<number, Decision>): Promise<Import> =>
  change("POST", `${IMPORTS}/${id}/confirm`, { decisions });

export const eventsAddress = (id: string): string => `${IMPORTS}/${id}/events`;

export const failedRowsAddress = (id: string): string => `${IMPORTS}/${id}/failed`;

export const TEMPLATE_ADDRESS = `${IMPORTS}/template.xlsx`;
