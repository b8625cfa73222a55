import type { ChatReply, History } from "../../shared/contract";
import type { Failure } from "./failure";
import type { Stage } from "./stage";

export type TurnState = "pending" | "answered" | "failed";
export type FeedbackState = "none" | "helpful" | "asking" | "unhelpful" | "failed";

/** One question and what became of it. `id` is also the key it is sent under, `shown` what the citizen reads, `message` what is sent. */
export interface Turn {
  id: string;
  shown: string;
  message: string;
  region: string;
  state: TurnState;
  stage: Stage;
  failure: Failure | null;
  feedback: FeedbackState;
  reply: ChatReply | null;
}

export function newTurn(shown: string, message: string, region = ""): Turn {
  return {
    id: newKey(),
    shown,
    message,
    region,
    state: "pending",
    stage: { at: "searching" },
    failure: null,
    feedback: "none",
    reply: null,
  };
}

/** A turn that the service remembers; one without a reply was broken off there. */
export function rememberedTurn({ message_id, message, reply }: History["turns"][number]): Turn {
  const failure: Failure | null = reply ? null : { status: 0, code: "interrupted", detail: "", seconds: null };
  return { ...newTurn(message, message), id: message_id, state: reply ? "answered" : "failed", failure, reply };
}

/** 128 random bits; `randomUUID` would do, but does not exist on pages without HTTPS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
