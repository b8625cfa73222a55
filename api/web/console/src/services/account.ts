import { request } from "../../../shared/problem";
import type { SingleSignOn, StaffSession } from "../contracts/people";
import { session } from "../session";
import { call } from "./http";

const OFF: SingleSignOn = { enabled: false, name: "" };

/** Whether another system may vouch for people; a service that cannot say counts as no. */
export async function readSingleSignOn(): Promise<SingleSignOn> {
  const response = await request("/api/sso").catch(() => null);
  return response ? ((await response.json()) as SingleSignOn) : OFF;
}

export const SSO_ADDRESS = "/api/sso/login";

export const ownSessions = (signal?: AbortSignal): Promise<StaffSession[]> => call("/api/sessions", { signal });

/**
 * Say once more that it is really this person, for the few minutes that dangerous actions ask it.
 * A wrong password is a 401 here, and no reason to leave for the sign-in page.
 */
export async function confirmPassword(password: string): Promise<void> {
  const headers = { ...session.csrfHeader(), "content-type": "application/json" };
  await request("/api/session/confirm", { method: "POST", headers, body: JSON.stringify({ password }) });
}
