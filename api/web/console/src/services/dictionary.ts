import type { Dictionary, DictionaryVersion, Effect, Saved, TableReading, WordChange } from "../contracts/dictionary";
import { call, change } from "./http";

const DICTIONARY = "/api/dictionary";

export const readDictionary = (signal?: AbortSignal): Promise<Dictionary> => call(DICTIONARY, { signal });

export const saveDictionary = (changes: WordChange[], baseVersion: number, reason: string): Promise<Saved> =>
  change("PUT", DICTIONARY, { changes, base_version: baseVersion, reason });

export const startEffect = (changes: WordChange[]): Promise<Effect> => change("POST", `${DICTIONARY}/effect`, { changes });

export const readEffect = (id: string): Promise<Effect> => call(`${DICTIONARY}/effects/${id}`);

export const listVersions = (signal?: AbortSignal): Promise<DictionaryVersion[]> => call(`${DICTIONARY}/versions`, { signal });

export const rollBack = (version: number, baseVersion: number, reason: string): Promise<Dictionary> =>
  change("POST", `${DICTIONARY}/rollback`, { version, base_version: baseVersion, reason });

/** Read a CSV of words; nothing is saved. */
export function readTable(file: File): Promise<TableReading> {
  const body = new FormData();
  body.set("file", file);
  return change("POST", `${DICTIONARY}/import`, body);
}

export const CSV_ADDRESS = `${DICTIONARY}/export`;
