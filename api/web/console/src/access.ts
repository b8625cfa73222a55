/** What a route of the service asks for; the same words as `api/accounts/roles.py`. */
export type Permission =
  | "session"
  | "search"
  | "entries.read"
  | "entries.edit"
  | "entries.comment"
  | "entries.review"
  | "entries.publish"
  | "imports.read"
  | "imports"
  | "watches.read"
  | "watches"
  | "dictionary.read"
  | "dictionary.edit"
  | "accounts.read"
  | "accounts.edit"
  | "audit.read"
  | "channels.read"
  | "channels"
  | "desk"
  | "desk.supervise"
  | "reports.read"
  | "reports"
  | "privacy";

export type Role = "operator" | "curator" | "reviewer" | "publisher" | "administrator" | "auditor";

export const ROLE_LABELS: Record<Role, string> = {
  operator: "话务员",
  curator: "知识维护员",
  reviewer: "审核员",
  publisher: "发布员",
  administrator: "系统管理员",
  auditor: "审计员",
};

/** Who works on entries begins with what waits, an auditor with the log, who answers calls with the desk. */
const LANDINGS: Partial<Record<string, string>> = {
  curator: "/home",
  reviewer: "/home",
  publisher: "/home",
  administrator: "/home",
  auditor: "/audit",
  operator: "/desk",
} satisfies Partial<Record<Role, string>>;

export function landing(role: string): string {
  return LANDINGS[role] ?? "/search";
}
