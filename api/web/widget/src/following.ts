import type { Message, Mode, Waiting } from "../../shared/contract";
import { ProblemError } from "../../shared/problem";
import { openStream } from "./event-stream";
import type { Service } from "./service";
import { pauseBefore } from "./wire";

const PAUSE_MS = 2_000;

/** What a follower of a conversation hears. */
export interface Listener {
  onMessage(message: Message): void;
  onMode(mode: Mode): void;
  onWaiting(waiting: Waiting): void;
}

/**
 * Listen for what a person writes, until the signal is given or the service knows the conversation no longer. A lost
 * connection is opened again from the last event on.
 */
export async function follow(
  service: Service,
  conversationId: string,
  lastId: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/chat/${encodeURIComponent(conversationId)}/events`;
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      const headers: Record<string, string> = lastId ? { "Last-Event-ID": lastId } : {};
      for await (const { event, data, id } of openStream(service, path, { headers, signal })) {
        tries = 0;
        lastId = id || lastId;
        hear(event, data, listener);
      }
    } catch (error) {
      if (isRefusal(error)) return;
    }
    if (!signal.aborted) await pauseBefore(tries, PAUSE_MS, service.wire);
  }
}

function hear(event: string, data: string, listener: Listener): void {
  if (event === "message") listener.onMessage(JSON.parse(data) as Message);
  else if (event === "mode") listener.onMode((JSON.parse(data) as { mode: Mode }).mode);
  else if (event === "waiting") listener.onWaiting(JSON.parse(data) as Waiting);
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
}
