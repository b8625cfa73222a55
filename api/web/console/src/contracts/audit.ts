/** The audit log: who did what to which record, in a chain of seals. */

export interface AuditLine {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  details: Record<string, unknown>;
  hash: string;
}

export interface AuditPage {
  items: AuditLine[];
  next_before: number | null;
}

/** `from` and `to` are ISO dates; empty where not limited. */
export interface AuditFilter {
  actor: string;
  action: string;
  subject: string;
  from: string;
  to: string;
}

/** `cause` says in words what does not fit, empty where everything does. */
export interface Verification {
  ok: boolean;
  checked: number;
  broken_at: number | null;
  cause: string;
}
