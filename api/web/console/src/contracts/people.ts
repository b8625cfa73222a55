/** People: accounts, their roles and their sessions. */
import type { Role } from "../access";

export interface Person {
  username: string;
  display_name: string;
  role: Role;
  departments: string[];
  regions: string[];
  disabled: boolean;
  locked: boolean;
  must_change_password: boolean;
  single_sign_on: boolean;
  last_seen_at: string | null;
}

export type PersonChange = Partial<Pick<Person, "display_name" | "role" | "departments" | "regions" | "disabled">>;

export type NewPerson = Pick<Person, "username" | "display_name" | "role" | "departments" | "regions">;

export interface OneTimePassword {
  username: string;
  password: string;
}

/** One sign-in that is still open; times are ISO 8601. */
export interface StaffSession {
  id: string;
  username: string;
  address: string;
  user_agent: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface SingleSignOn {
  enabled: boolean;
  name: string;
}
