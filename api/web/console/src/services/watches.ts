import type { Check, NewWatch, Watch } from "../contracts/watches";
import { call, change } from "./http";

const WATCHES = "/api/watches";

export const listWatches = (signal?: AbortSignal): Promise<Watch[]> => call(WATCHES, { signal });

export const addWatch = (watch: NewWatch): Promise<Watch> => change("POST", WATCHES, watch);

export const removeWatch = (id: string): Promise<null> => change("DELETE", `${WATCHES}/${id}`);

export const checkNow = (id: string): Promise<Check> => change("POST", `${WATCHES}/${id}/check`);
