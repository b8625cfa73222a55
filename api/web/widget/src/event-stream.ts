import { isAbort, ProblemError } from "../../shared/problem";
import type { Call, Service } from "./service";
import { readEvents, type StreamEvent } from "../../shared/sse";

/** The service sends a heartbeat every 15 seconds: after this long without a byte the connection is dead. */
const SILENCE_MS = 40_000;

/** What came was no event stream: an old proxy, or no service at all. */
export class NoStream extends Error {}

/**
 * Open a stream and yield its events. Throws ProblemError when it breaks (status 0) or is refused, NoStream when the
 * response is something else.
 */
export async function* openStream(service: Service, path: string, call: Call): AsyncGenerator<StreamEvent> {
  const silence = new SilenceWatch(call.signal);
  const headers = { ...call.headers, Accept: "text/event-stream" };
  try {
    const response = await service.call(path, { ...call, headers, signal: silence.signal });
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream") || !response.body) throw new NoStream();
    yield* readEvents(response.body, () => silence.heard());
  } catch (error) {
    if (error instanceof ProblemError || error instanceof NoStream) throw error;
    throw new ProblemError(0, isAbort(error) ? "timeout" : "interrupted");
  } finally {
    silence.end();
  }
}

/** Aborts what takes too long without a sign of life, or when the caller aborts. */
class SilenceWatch {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outer?: AbortSignal) {
    outer?.addEventListener("abort", this.abort);
    if (outer?.aborted) this.abort();
    this.heard();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.abort, SILENCE_MS);
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.abort);
  }

  private readonly abort = (): void => this.controller.abort();
}
