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
/** The same, where the other system asks for the password even of who is signed in there. */
export const SSO_AGAIN_ADDRESS = `${SSO_ADDRESS}?fresh=true`;

/** Why the way over the other system did not lead here; the code stands in the address that it comes back to. */
export const SSO_FAILURES: Record<string, string> = {
  sso_failed: "单点登录没有成功，请重新登录。",
  sso_not_allowed: "您没有使用本系统的权限，请联系管理员。",
  sso_unavailable: "统一身份认证暂时不能使用，请稍后再试，或用密码登录。",
};

export const ownSessions = (signal?: AbortSignal): Promise<StaffSession[]> => call("/api/sessions", { signal });

/**
 * Say once more that it is really this person, for the few minutes that dangerous actions ask it.
 * A wrong password is a 401 here, and no reason to leave for the sign-in page.
 */
export async function confirmPassword(password: string): Promise<void> {
  const headers = { ...session.csrfHeader(), "content-type": "application/json" };
  await request("/api/session/confirm", { method: "POST", headers, body: JSON.stringify({ password }) });
}
