/** The HTTP contract of the staff application. */
import type { Citation } from "../../shared/contract";
import type { Permission } from "./access";

export interface User {
  username: string;
  display_name: string;
  role: string;
}

export interface SessionInfo extends User {
  permissions: Permission[];
  departments: string[];
  regions: string[];
  csrf_token: string;
}

export interface SearchHit {
  entry_id: string;
  passage_id: string;
  kind: "clause" | "answer" | "element";
  title: string;
  heading: string[];
  text: string;
  spoken: string;
  score: number;
  features: Record<string, number>;
  matched_question: string;
  citations: Citation[];
  department: string;
  region: string;
}

export interface SearchReply {
  query: string;
  results: SearchHit[];
  timing_ms: Record<string, number>;
  generation: number;
}

/** What is searched for: `region` a GB/T 2260 code, `on` an ISO date; empty where not limited. */
export interface SearchQuery {
  q: string;
  region: string;
  on: string;
}

export type EntryState = "draft" | "published" | "withdrawn";

/** What the gate said before drafts were published together; `findings` are sentences for curators. */
export interface PublishReport {
  gate: "not_needed" | "passed" | "failed" | "overridden";
  published: string[];
  findings: string[];
}
