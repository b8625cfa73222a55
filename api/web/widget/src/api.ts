import type { ChatReply, ChatRequest, Feedback } from "../../shared/contract";
import { isAbort, ProblemError, problemOf, request } from "../../shared/problem";
import { readEvents } from "./sse";

const TURN_TIMEOUT_MS = 45_000;
const JSON_HEADERS = { "Content-Type": "application/json" };

/** The stream ended, or could not be read, before it said anything: the plain request may still work. */
class StreamUnavailable extends Error {}

/** Speaks to the service at `base` (an origin, or empty for the page's own). */
export class ChatApi {
  constructor(private readonly base: string) {}

  /** Ask one question. `onStatus` hears the stages on the way. Throws ProblemError. */
  async ask(question: ChatRequest, onStatus: (data: string) => void): Promise<ChatReply> {
    try {
      return await this.stream(question, onStatus);
    } catch (error) {
      if (!(error instanceof StreamUnavailable)) throw error;
      return await this.plain(question);
    }
  }

  async sendFeedback(conversationId: string, feedback: Feedback): Promise<void> {
    const path = `/api/chat/${encodeURIComponent(conversationId)}/feedback`;
    await request(this.base + path, this.post(feedback));
  }

  private async plain(question: ChatRequest): Promise<ChatReply> {
    const response = await request(`${this.base}/api/chat`, this.post(question));
    return (await response.json()) as ChatReply;
  }

  private async stream(question: ChatRequest, onStatus: (data: string) => void): Promise<ChatReply> {
    const body = await this.open(question);
    let heard = false;
    try {
      for await (const { event, data } of readEvents(body)) {
        heard = true;
        if (event === "status") onStatus(data);
        else if (event === "reply") return JSON.parse(data) as ChatReply;
        else if (event === "error") throw problemOf(JSON.parse(data), 500);
      }
    } catch (error) {
      throw this.streamFailure(error, heard);
    }
    throw this.streamFailure(null, heard);
  }

  private async open(question: ChatRequest): Promise<ReadableStream<Uint8Array>> {
    const init = this.post(question);
    init.headers = { ...JSON_HEADERS, Accept: "text/event-stream" };
    const response = await request(`${this.base}/api/chat/stream`, init).catch((error: unknown) => {
      throw error instanceof ProblemError && isFinal(error) ? error : new StreamUnavailable();
    });
    const isStream = response.headers.get("Content-Type")?.startsWith("text/event-stream");
    if (!isStream || !response.body) throw new StreamUnavailable();
    return response.body;
  }

  private streamFailure(cause: unknown, heard: boolean): Error {
    if (cause instanceof ProblemError) return cause;
    if (isAbort(cause)) return new ProblemError(0, "timeout");
    return heard ? new ProblemError(0, "interrupted") : new StreamUnavailable();
  }

  private post(body: unknown): RequestInit {
    return {
      method: "POST",
      headers: JSON_HEADERS,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TURN_TIMEOUT_MS),
    };
  }
}

/** Whether the plain request would fail just the same: refused for its content, or for the number of requests. */
function isFinal(error: ProblemError): boolean {
  const mayBeTheTransport = [404, 405, 406, 415];
  return error.code === "timeout" || (error.status >= 400 && error.status < 500 && !mayBeTheTransport.includes(error.status));
}
