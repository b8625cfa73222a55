import { request } from "../../../shared/problem";
import type { SingleSignOn, StaffSession } from "../contracts/people";
import { call, change } from "./http";

const OFF: SingleSignOn = { enabled: false, name: "" };

/** Whether another system may vouch for people; a service that cannot say counts as no. */
export async function readSingleSignOn(): Promise<SingleSignOn> {
  const response = await request("/api/sso").catch(() => null);
  return response ? ((await response.json()) as SingleSignOn) : OFF;
}

export const SSO_ADDRESS = "/api/sso/login";

export const ownSessions = (): Promise<StaffSession[]> => call("/api/session/sessions");

/** Say once more that it is really this person, for the few minutes that dangerous actions ask it. */
export const confirmPassword = (password: string): Promise<null> => change("POST", "/api/session/confirm", { password });
