/** The HTTP contract of the service, as far as the web pages use it. */

export type Status = "in_force" | "not_yet_in_force" | "expired" | "repealed";

export type Outcome =
  | "answered"
  | "clarification"
  | "no_answer"
  | "out_of_scope"
  | "emergency"
  | "handoff"
  | "form"
  | "smalltalk"
  | "feedback"
  | "refused"
  | "error";

export interface Citation {
  entry_id: string;
  title: string;
  document_number: string;
  clause: string;
  quote: string;
  quote_from: "clause" | "interpretation";
  status: Status;
  effective_from: string | null;
  expires_on: string | null;
  department: string;
  url: string;
  status_text?: string;
}

/** A cited clause among its neighbours; without clauses the text of the document is not kept by the service. */
export interface ClauseView {
  entry_id: string;
  title: string;
  document_number: string;
  issuer: string;
  status: Status;
  status_text: string;
  effective_from: string | null;
  expires_on: string | null;
  replaced_by: string;
  url: string;
  clauses: { clause: string; path: string; text: string; cited: boolean }[];
}

export interface ReplyButton {
  title: string;
  payload: string;
}

/** The reply to one turn. Dates are ISO 8601, times milliseconds, confidences 0–1. */
export interface ChatReply {
  conversation_id: string;
  message_id: string;
  consult_code: string;
  outcome: Outcome;
  reply: { text: string; spoken: string; buttons: ReplyButton[] };
  citations: Citation[];
  notice: string;
  confidence: number | null;
  intent: { name: string; confidence: number } | null;
  degraded: boolean;
  /** A person has the conversation: the service passed the message on and adds nothing. */
  silent?: boolean;
}

export interface ChatRequest {
  message: string;
  conversation_id: string | null;
  region: string | null;
  /** The visitor's own id of the message: sent again with it, the message is answered once and the same. */
  key: string;
}

/** Who has the conversation: the service, nobody yet, or a person. */
export type Mode = "bot" | "waiting" | "person";

/** How a question that was left for a person stands; `wait_seconds` is null where nothing can be said of it. */
export interface Waiting {
  state: "none" | "waiting" | "with_person" | "closed";
  position: number;
  wait_seconds: number | null;
  open: boolean;
  hours: string;
}

/** What the citizen says of the person's help: 1 (very dissatisfied) to 5. */
export interface PersonRating {
  score: number;
  words?: string;
}

/** A message that is not an answer of the service: of a person, or about the conversation. `at` is ISO 8601. */
export interface Message {
  id: number;
  author: "person" | "citizen" | "system";
  text: string;
  at: string;
}

/** A conversation as the service remembers it. */
export interface History {
  conversation_id: string;
  consult_code: string;
  mode: Mode;
  turns: { message_id: string; message: string; received_at: string; reply: ChatReply | null }[];
  messages: Message[];
}

/** A question left for a person. */
export interface PersonRequest {
  question?: string;
  contact?: string;
  message_id?: string;
}

export interface PersonReceipt {
  request_id: string;
  consult_code: string;
  state: string;
  notice: string;
}

/** What the service tells a widget before anybody asks. */
export interface WidgetConfig {
  open: boolean;
  notice: string;
  announcements: string[];
  greeting: string;
  ai_notice: string;
  hotline: string;
  examples: string[];
  regions: { code: string; name: string }[];
  limits: { message: number };
  person: { open: boolean };
}

export interface Feedback {
  message_id: string;
  helpful: boolean;
  reason?: string;
}

export const MESSAGE_LIMIT = 500;
