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
}

export interface ChatRequest {
  message: string;
  conversation_id: string | null;
  region: string | null;
}

export interface Feedback {
  message_id: string;
  helpful: boolean;
  reason?: string;
}

export const MESSAGE_LIMIT = 500;
