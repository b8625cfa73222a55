import type { ChatReply } from "../../shared/contract";

export type TurnState = "pending" | "answered" | "failed";
export type FeedbackState = "none" | "helpful" | "asking" | "unhelpful" | "failed";

/** One question and what became of it. `shown` is what the citizen reads, `message` what is sent. */
export interface Turn {
  id: string;
  shown: string;
  message: string;
  state: TurnState;
  status: string;
  failure: string;
  feedback: FeedbackState;
  reply: ChatReply | null;
}

export function newTurn(shown: string, message: string): Turn {
  return {
    id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    shown,
    message,
    state: "pending",
    status: "",
    failure: "",
    feedback: "none",
    reply: null,
  };
}
