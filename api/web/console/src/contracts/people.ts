/** People: accounts, their roles and their sessions. */
import type { Role } from "../access";

export interface Person {
  username: string;
  display_name: string;
  role: Role;
  departments: string[];
  regions: string[];
  disabled: boolean;
  last_seen_at?: string | null;
  locked?: boolean;
}

export type PersonChange = Partial<Pick<Person, "display_name" | "role" | "departments" | "regions" | "disabled">>;

export type NewPerson = Pick<Person, "username" | "display_name" | "role" | "departments" | "regions">;

export interface OneTimePassword {
  username: string;
  password: string;
}

/** One sign-in; `agent` is the browser in a few words. */
export interface StaffSession {
  id: string;
  address: string;
  agent: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface SingleSignOn {
  enabled: boolean;
  name: string;
}
