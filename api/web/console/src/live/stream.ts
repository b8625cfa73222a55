import { ProblemError, request } from "../../../shared/problem";
import { readEvents, type StreamEvent } from "../../../shared/sse";

/** The service sends a heartbeat every 15 seconds: after this long without a byte the connection is dead. */
const SILENCE_MS = 40_000;
const PAUSES_MS = [1_000, 2_000, 5_000, 15_000];
/** Refusals that another try does not change: who asks may not, or the service has no such stream. */
const FINAL = new Set([401, 403, 404, 405]);

export interface Following {
  signal: AbortSignal;
  hear: (event: StreamEvent) => void;
  /** Whether events arrive now: while they do not, pages look for themselves. */
  connected: (on: boolean) => void;
}

/** Follow a stream of events until aborted; after a break it goes on behind the last event that was heard. */
export async function follow(url: string, { signal, hear, connected }: Following): Promise<void> {
  let last = "";
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const event of open(url, last, signal, () => connected(true))) {
        failures = 0;
        last = event.id || last;
        hear(event);
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (FINAL.has(error.status)) break;
      connected(false);
    }
    if (failures) connected(false); // it ended without a word; one that told something ends now and then, and comes again
    await pause(PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)] ?? 0, signal);
  }
  connected(false);
}

/** The events of one connection. Throws ProblemError when it is refused, or breaks (status 0). */
async function* open(url: string, last: string, outer: AbortSignal, opened: () => void): AsyncGenerator<StreamEvent> {
  const connection = new AbortController();
  const end = (): void => connection.abort();
  let timer = 0;
  const heard = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(end, SILENCE_MS);
  };
  outer.addEventListener("abort", end);
  heard();
  try {
    const headers = { Accept: "text/event-stream", ...(last && { "Last-Event-ID": last }) };
    const response = await request(url, { headers, signal: connection.signal });
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream") || !response.body) throw new ProblemError(404, "no_stream");
    opened();
    yield* readEvents(response.body, heard);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(0, "interrupted");
  } finally {
    window.clearTimeout(timer);
    outer.removeEventListener("abort", end);
    end();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (window.clearTimeout(timer), resolve()), { once: true });
  });
}
