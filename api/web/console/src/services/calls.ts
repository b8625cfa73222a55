import type { Assist, CallItem, CallState, CallView } from "../contracts/calls";
import { call, change, query } from "./http";

const CALLS = "/api/desk/calls";
const of = (id: string): string => `${CALLS}/${encodeURIComponent(id)}`;

export const listCalls = async (state: CallState, signal?: AbortSignal): Promise<CallItem[]> =>
  (await call<{ items: CallItem[] }>(`${CALLS}?${query({ state })}`, { signal })).items;

export const readCall = (id: string, signal?: AbortSignal): Promise<CallView> => call(of(id), { signal });

/** Say which conversation the caller speaks of, by the code that they read out. */
export const linkCode = (id: string, code: string): Promise<CallView> => change("POST", `${of(id)}/code`, { code });

/** Ask the operator's own words on the call; `key` is their own id of it. */
export const askOnCall = (id: string, text: string, key: string): Promise<Assist> => change("POST", `${of(id)}/ask`, { text, id: key });
