/** The people at the desk, and what they do with answers. Moments are ISO 8601. */

export type PresenceState = "available" | "busy" | "away";

export interface Presence {
  state: PresenceState;
  comment: string;
}

/** Somebody who may be given a question. */
export interface Colleague {
  username: string;
  name: string;
  departments: string[];
  state: PresenceState;
  comment: string;
  conversations: number;
}

export interface DeskPeople {
  people: Colleague[];
  departments: string[];
}

export interface CannedPhrase {
  title: string;
  text: string;
}

export interface CannedGroup {
  name: string;
  phrases: CannedPhrase[];
}

export type UseKind = "adopted" | "edited" | "wrong";

/** What an operator did with an answer. */
export interface AnswerUse {
  turn_id: string | null;
  draft_id: string | null;
  kind: UseKind;
  words: string;
  reason: string;
  username: string;
  at: string;
}

export interface NewAnswerUse {
  conversation_id: string;
  call_id?: string;
  turn_id?: string;
  draft_id?: string;
  entry_ids?: string[];
  kind: UseKind;
  words: string;
  reason: string;
}

/** What the desk is told live, by the name of the event. */
export interface DeskEvents {
  queue: { waiting: number; mine: number; open: boolean };
  /** What the citizen adds is a turn, and has no number: 0. */
  message: { conversation_id: string; id: number };
  call: { call_id: string };
  presence: Presence & { username: string };
  report: { entry_id: string };
}

