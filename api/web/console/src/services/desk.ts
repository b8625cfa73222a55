import type { CannedGroup, DeskPeople, NewAnswerUse, Presence } from "../contracts/desk";
import { call, change } from "./http";
import { rememberNames } from "./options";

const DESK = "/api/desk";
let canned: Promise<CannedGroup[]> | null = null;

export const readPresence = (): Promise<Presence> => call(`${DESK}/presence`);

export const setPresence = (presence: Presence): Promise<Presence> => change("PUT", `${DESK}/presence`, presence);

/** Who a question can be given to; their names are shown from now on in place of their accounts. */
export async function readPeople(): Promise<DeskPeople> {
  const found = await call<DeskPeople>(`${DESK}/people`);
  rememberNames(found.people);
  return found;
}

export const recordUse = (use: NewAnswerUse): Promise<unknown> => change("POST", `${DESK}/uses`, use);

/** The reviewed phrases, fetched once: they change with a release. A failure is forgotten. */
export async function readCanned(): Promise<CannedGroup[]> {
  canned ??= call<{ groups: CannedGroup[] }>(`${DESK}/canned`).then(
    ({ groups }) => groups,
    (error: unknown) => {
      canned = null;
      throw error;
    },
  );
  return await canned;
}

/** Fetch the phrases anew the next time. */
export function forgetCanned(): void {
  canned = null;
}
