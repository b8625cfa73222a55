import type { ChatReply, ChatRequest } from "../../shared/contract";
import { ProblemError, problemOf } from "../../shared/problem";
import { NoStream, openStream } from "./event-stream";
import type { Service } from "./service";
import { laterBy, type Stage, stageOf } from "./stage";
import { pauseBefore } from "./wire";

const PLAIN_MS = 45_000;
const PAUSE_MS = 2_000;
/** So often without any progress: then the citizen decides whether to go on. */
const TRIES = 6;
const STREAM = "/api/chat/stream";
const PLAIN = "/api/chat";

/** The question is kept, its turn is far off: the service wants to be asked again after so many seconds. */
class AskAgain extends Error {
  constructor(readonly seconds: number) {
    super("answered_later");
  }
}

/**
 * Brings one question to the service and its reply back, over as many connections as it takes. Every try carries the same
 * key, so the question is taken once; `Last-Event-ID` keeps what was heard from being told again.
 */
export class Delivery {
  private lastId = 0;
  private tries = 0;
  private streams = true;

  constructor(
    private readonly service: Service,
    private readonly question: ChatRequest,
    private readonly onStage: (stage: Stage) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** Return the reply. Throws ProblemError when the service refuses, or cannot be reached for long. */
  async reply(): Promise<ChatReply> {
    for (;;) {
      try {
        return await (this.streams ? this.streamed() : this.plain());
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async streamed(): Promise<ChatReply> {
    const headers: Record<string, string> = this.lastId ? { "Last-Event-ID": String(this.lastId) } : {};
    for await (const { event, data, id } of openStream(this.service, STREAM, { body: this.question, headers, signal: this.signal })) {
      if (!this.isNew(id)) continue;
      if (event === "status") this.tell(JSON.parse(data));
      else if (event === "reply") return JSON.parse(data) as ChatReply;
      else if (event === "error") throw refusal(JSON.parse(data));
    }
    throw new ProblemError(0, "interrupted");
  }

  private tell(status: unknown): void {
    this.onStage(stageOf(status));
    const seconds = laterBy(status);
    if (seconds) throw new AskAgain(seconds);
  }

  private async plain(): Promise<ChatReply> {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(PLAIN_MS)]);
    const response = await this.service.call(PLAIN, { body: this.question, signal });
    return (await response.json().catch(() => Promise.reject(new ProblemError(0, "interrupted")))) as ChatReply;
  }

  /** Events of an earlier connection may come again: only a greater id is news, and news is progress. */
  private isNew(id: string): boolean {
    if (!/^\d+$/.test(id)) return true;
    if (Number(id) <= this.lastId) return false;
    this.lastId = Number(id);
    this.tries = 0;
    return true;
  }

  /** Wait for the next try; throws what cannot be tried again. */
  private async recover(error: unknown): Promise<void> {
    if (this.signal.aborted) throw error;
    const seconds = askedAgainIn(error);
    if (seconds) return await this.service.wire.pause(seconds * 1000);
    if (this.streams && isTheTransport(error)) {
      this.streams = false;
      return;
    }
    if (!isPassing(error) || this.tries >= TRIES) throw error;
    const online = this.service.wire.isOnline();
    this.onStage({ at: online ? "reconnecting" : "offline" });
    await pauseBefore(this.tries, PAUSE_MS, this.service.wire);
    if (online) this.tries += 1;
    // Where not even the first event arrives, something on the way may be holding the stream back.
    if (!this.lastId) this.streams = !this.streams;
  }
}

function refusal(problem: unknown): ProblemError {
  const { status, retry_after } = (problem ?? {}) as Record<string, unknown>;
  return problemOf(problem, typeof status === "number" ? status : 500, typeof retry_after === "number" ? retry_after : null);
}

/** After how many seconds to come back for the answer, null where that was not said. */
function askedAgainIn(error: unknown): number | null {
  if (error instanceof AskAgain) return error.seconds;
  return error instanceof ProblemError && error.code === "answered_later" ? error.retryAfterSeconds : null;
}

/** Whether the same question may do better without a stream. */
function isTheTransport(error: unknown): boolean {
  const codes = [404, 405, 406, 415, 500, 501];
  return error instanceof NoStream || (error instanceof ProblemError && codes.includes(error.status));
}

/** Whether the way was at fault, not the question. */
function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && [0, 502, 504].includes(error.status);
}
