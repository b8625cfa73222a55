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
  | "audit.read";

export type Role = "operator" | "curator" | "reviewer" | "publisher" | "administrator" | "auditor";

export const ROLE_LABELS: Record<Role, string> = {
  operator: "话务员",
  curator: "知识维护员",
  reviewer: "审核员",
  publisher: "发布员",
  administrator: "系统管理员",
  auditor: "审计员",
};

/** Who works on entries all day begins with what waits, who answers calls begins with the search. */
const DESK_ROLES: ReadonlySet<string> = new Set<Role>(["curator", "reviewer", "publisher"]);

export function landing(role: string): string {
  return DESK_ROLES.has(role) ? "/home" : "/search";
}
