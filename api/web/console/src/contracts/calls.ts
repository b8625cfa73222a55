/** Calls on the hotline, as the switchboard reports them. Moments are ISO 8601. */
import type { Citation, Outcome } from "../../../shared/contract";
import type { DeskConversation } from "./conversations";

export type CallState = "ringing" | "answered" | "ended";

/** `caller` is masked; the questions of a call are turns of `conversation_id`. */
export interface CallItem {
  call_id: string;
  external_id: string;
  source: string;
  state: CallState;
  caller: string;
  operator: string;
  consult_code: string;
  conversation_id: string;
  started_at: string;
  answered_at: string | null;
  ended_at: string | null;
}

export interface CallPiece {
  id: number | string;
  speaker: "citizen" | "operator" | "bot";
  text: string;
  at: string;
  turn_id: string | null;
}

/** An answer for who is on the telephone: `spoken` is short and readable aloud, `script` the sentences one by one. */
export interface Assist {
  call_id: string;
  turn: string;
  message_id: string;
  conversation_id: string;
  consult_code: string;
  outcome: Outcome;
  spoken: string;
  script: string[];
  text: string;
  citations: Citation[];
  entry_ids: string[];
  category: { code: string; name: string } | null;
  department: string;
  phone: string;
  confidence: number | null;
  handoff: boolean;
  notice: string;
  emergency: boolean;
}

/** What the caller is in the middle of saying, and what would be answered, if that is certain. It is no record. */
export interface Saying {
  text: string;
  at: string;
  assist: Assist | null;
}

/** A call with what was said in it; `history` is the conversation whose consult code the caller read out. */
export interface CallView {
  call: CallItem;
  pieces: CallPiece[];
  answers: Assist[];
  saying: Saying | null;
  history: DeskConversation | null;
}
