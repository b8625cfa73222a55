import type { Message, Mode } from "../../shared/contract";
import { read, remove, write } from "../../shared/storage";
import type { Turn } from "./turn";

const CONVERSATION = "yihaoda:conversation";
const LOG = "yihaoda:log";
const KEPT_TURNS = 40;

/** A message of a person, and the turn it came after, empty before the first. */
export interface PlacedMessage extends Message {
  after: string;
}

/** What is read in the log. */
export interface StoredLog {
  turns: Turn[];
  messages: PlacedMessage[];
}

/** Which conversation it is: short, so that it is kept even where the log is too long to be. */
export interface StoredConversation {
  conversationId: string | null;
  mode: Mode;
  /** The last event of the conversation that was heard. */
  lastEventId: string;
}

/** What survives a refresh of the page, for as long as the tab is open: the conversation with the service at `base`. */
export class ConversationStore {
  constructor(private readonly base: string) {}

  /** Whether anything was said. */
  get begun(): boolean {
    return Boolean(this.load().conversationId ?? this.loadLog()?.turns.length);
  }

  load(): StoredConversation {
    const stored = read<Partial<StoredConversation>>("sessionStorage", CONVERSATION + this.base);
    const known = typeof stored?.conversationId === "string";
    return { conversationId: null, mode: "bot", lastEventId: "", ...(known ? stored : {}) };
  }

  /** The log; null where it is lost. */
  loadLog(): StoredLog | null {
    const stored = read<Partial<StoredLog>>("sessionStorage", LOG + this.base);
    if (!Array.isArray(stored?.turns)) return null;
    return { turns: stored.turns, messages: Array.isArray(stored.messages) ? stored.messages : [] };
  }

  save(conversation: StoredConversation, { turns, messages }: StoredLog): void {
    write("sessionStorage", CONVERSATION + this.base, conversation);
    const kept = write("sessionStorage", LOG + this.base, { turns: turns.slice(-KEPT_TURNS), messages });
    if (!kept) remove("sessionStorage", LOG + this.base); // an older log would be a wrong one; the service has it
  }
}
