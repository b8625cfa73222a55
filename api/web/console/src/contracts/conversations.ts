/** Questions that citizens left for a person. Moments are ISO 8601. */
import type { ChatReply, Citation, Message, Mode, Outcome } from "../../../shared/contract";
import type { AnswerUse } from "./desk";

export type RequestState = "waiting" | "taken" | "closed";

/**
 * Personal data is masked in the question; how to reach the citizen is asked for by itself. `position` counts from 1 while
 * the question waits, and is 0 otherwise; `wanted` is the account that is to take it and `department` the office, empty where anybody may.
 */
export interface DeskItem {
  conversation_id: string;
  consult_code: string;
  channel: string;
  region: string;
  state: RequestState;
  question: string;
  created_at: string;
  has_contact: boolean;
  taken_by: string;
  taken_at: string | null;
  closed_at: string | null;
  close_reason: string;
  last_at: string;
  position: number;
  department: string;
  wanted: string;
  /** The service drafts, and the person sends. */
  approving: boolean;
  /** What the citizen said of it afterwards, 1 to 5. */
  rating: number | null;
}

/** `waiting` is how many wait, whatever is listed; `open` whether persons answer at this hour. */
export interface DeskList {
  items: DeskItem[];
  waiting: number;
  open: boolean;
}

/** A turn; without an outcome it is not answered yet, `silent` ones were left to the person. */
export interface DeskTurn {
  message_id: string;
  message: string;
  received_at: string;
  outcome: Outcome | null;
  text: string;
  silent: boolean;
  citations: Citation[];
  feedback: { helpful: boolean; reason: string } | null;
}

export interface DeskMessage extends Message {
  name: string;
}

/** What staff write down for each other; the citizen never sees it. */
export interface Note {
  id: number;
  author: string;
  text: string;
  at: string;
}

export type DeskAction = "take" | "say" | "close" | "contact" | "transfer" | "draft";

export interface DeskConversation {
  conversation_id: string;
  consult_code: string;
  channel: string;
  region: string;
  mode: Mode;
  person: string;
  started_at: string;
  requests: DeskItem[];
  turns: DeskTurn[];
  messages: DeskMessage[];
  notes: Note[];
  uses: AnswerUse[];
  actions: DeskAction[];
}

export type CloseReason = "answered" | "referred" | "unreachable" | "other";

/** What the operator says; `key` is their own id of it: sent again with it, it is said once. */
export interface Saying {
  text: string;
  key: string;
  draft_id?: string;
  turn_id?: string;
}

/** An answer made for the operator, which the citizen has not seen. `spoken` is the short form. */
export interface Draft {
  draft_id: string;
  question: string;
  reply: ChatReply;
  spoken: string;
}

/** Where a question goes: to a colleague (an account) or to an office. */
export type Transfer = { note: string } & ({ to_person: string } | { to_department: string });

/** Which answer was wrong: one of the service, a draft, or an entry of the search. */
export type WrongAnswer = { reason: string; proposed?: string } & ({ turn_id: string } | { draft_id: string } | { entry_id: string });
