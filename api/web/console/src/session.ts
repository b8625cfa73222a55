import { reactive } from "vue";

import { ProblemError, request } from "../../shared/problem";
import type { Permission } from "./access";
import type { SessionInfo } from "./contract";

export interface Credentials {
  username: string;
  password: string;
}

/** Who is signed in. The session itself is a cookie that this code never sees. */
class Session {
  user: SessionInfo | null = null;
  private asked = false;

  /** The user, asking the service the first time. */
  async known(): Promise<SessionInfo | null> {
    if (!this.asked) await this.refresh();
    return this.user;
  }

  /** Whether the service would let the user do this: it decides, the page only leaves out what it would refuse. */
  can(permission: Permission): boolean {
    return this.user?.permissions.includes(permission) ?? false;
  }

  async signIn(credentials: Credentials): Promise<void> {
    await request("/api/session", post(credentials));
    await this.refresh();
  }

  async changePassword(credentials: Credentials, newPassword: string): Promise<void> {
    await request("/api/session/password", post({ ...credentials, new_password: newPassword }));
    await this.refresh();
  }

  async signOut(): Promise<void> {
    await request("/api/session", { method: "DELETE", headers: this.csrfHeader() });
    this.forget();
  }

  /** Ask the service again who is signed in, after another tab signed in. */
  async renew(): Promise<SessionInfo | null> {
    await this.refresh();
    return this.user;
  }

  forget(): void {
    this.user = null;
  }

  csrfHeader(): Record<string, string> {
    return this.user ? { "X-CSRF-Token": this.user.csrf_token } : {};
  }

  private async refresh(): Promise<void> {
    this.user = await request("/api/session")
      .then((response) => response.json() as Promise<SessionInfo>)
      .catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 401) return null;
        throw error;
      });
    this.asked = true;
  }
}

function post(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

export const session = reactive(new Session());
