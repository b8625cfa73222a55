import { ref } from "vue";

import type { DeskEvents } from "../contracts/desk";
import { follow } from "./stream";

type Name = keyof DeskEvents;
type Listener<Of extends Name> = (data: DeskEvents[Of]) => void;

const FEED = "/api/desk/events";
/** Pages that are told what happens look for themselves this rarely, in case something was missed. */
const TOLD_MS = 30_000;

/** Whether the desk is told live; one connection for the whole console, which also shows that somebody is there. */
export const isLive = ref(false);
const listeners = new Map<string, Set<Listener<Name>>>();
let following: AbortController | null = null;

export function startFeed(): void {
  if (following) return;
  following = new AbortController();
  void follow(FEED, { signal: following.signal, hear: ({ event, data }) => tell(event, data), connected: (on) => (isLive.value = on) });
}

export function stopFeed(): void {
  following?.abort();
  following = null;
  isLive.value = false;
}

/** Hear of what happens at the desk; the returned function ends it. */
export function onDesk<Of extends Name>(name: Of, listener: Listener<Of>): () => void {
  const told = listeners.get(name) ?? new Set();
  listeners.set(name, told.add(listener as Listener<Name>));
  return () => void told.delete(listener as Listener<Name>);
}

/** How long a page waits between two looks of its own: `alone` while nobody tells it anything. */
export function pace(alone: number, told = TOLD_MS): () => number {
  return () => (isLive.value ? told : alone);
}

function tell(name: string, data: string): void {
  const told = listeners.get(name);
  if (!told?.size) return;
  const body = JSON.parse(data) as DeskEvents[Name];
  for (const listener of [...told]) listener(body);
}
