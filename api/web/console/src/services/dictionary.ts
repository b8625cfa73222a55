import type { Dictionary, DictionaryVersion, Effect, WordChange } from "../contracts/dictionary";
import { call, change } from "./http";

const DICTIONARY = "/api/dictionary";

export const readDictionary = (signal?: AbortSignal): Promise<Dictionary> => call(DICTIONARY, { signal });

export const saveDictionary = (changes: WordChange[], baseVersion: number, reason: string): Promise<Dictionary> =>
  change("PUT", DICTIONARY, { changes, base_version: baseVersion, reason });

export const startEffect = (changes: WordChange[]): Promise<Effect> => change("POST", `${DICTIONARY}/effect`, { changes });

export const readEffect = (id: string): Promise<Effect> => call(`${DICTIONARY}/effects/${id}`);

export const listVersions = (): Promise<DictionaryVersion[]> => call(`${DICTIONARY}/versions`);

export const rollBack = (number: number, baseVersion: number, reason: string): Promise<Dictionary> =>
  change("POST", `${DICTIONARY}/versions/${number}/rollback`, { base_version: baseVersion, reason });

export const CSV_ADDRESS = `${DICTIONARY}/export.csv`;
