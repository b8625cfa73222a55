import { read, write } from "../../shared/storage";
import { SENTENCES } from "./sentences";
import type { Turn } from "./turn";

const CONVERSATION = "yihaoda:conversation";
const PREFERENCES = "yihaoda:preferences";
const KEPT_TURNS = 40;

/** What survives a refresh of the page, for as long as the tab is open. */
export interface StoredConversation {
  conversationId: string | null;
  turns: Turn[];
}

/** What is remembered on this device. */
export interface Preferences {
  elder: boolean;
  region: string;
}

export function loadConversation(): StoredConversation {
  const stored = read<StoredConversation>("sessionStorage", CONVERSATION);
  return Array.isArray(stored?.turns) ? stored : { conversationId: null, turns: [] };
}

/** Keep the conversation; a turn still under way is kept as interrupted, so that it can be sent again. */
export function saveConversation({ conversationId, turns }: StoredConversation): void {
  write("sessionStorage", CONVERSATION, { conversationId, turns: turns.slice(-KEPT_TURNS).map(settled) });
}

function settled(turn: Turn): Turn {
  return turn.state === "pending" ? { ...turn, state: "failed", failure: SENTENCES.refreshed } : turn;
}

export function loadPreferences(): Preferences {
  return { elder: false, region: "", ...read<Partial<Preferences>>("localStorage", PREFERENCES) };
}

export function savePreferences(preferences: Preferences): void {
  write("localStorage", PREFERENCES, preferences);
}
