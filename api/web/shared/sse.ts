/** One event of a server-sent event stream. */
export interface StreamEvent {
  event: string;
  data: string;
  id: string;
}

/**
 * Parses `text/event-stream` piece by piece, as the WHATWG HTML standard (§9.2.6) describes it.
 * Lines end with LF, CRLF or CR, wherever the pieces are cut. An event left open at the end is dropped.
 */
export class EventStreamParser {
  /** The server's wish for the pause before reconnecting, in milliseconds. */
  retryMs: number | null = null;

  private rest = "";
  private started = false;
  private event = "";
  private data: string[] = [];
  private id = "";

  push(piece: string): StreamEvent[] {
    const lines = this.lines(piece);
    return lines.flatMap((line) => this.take(line));
  }

  private lines(piece: string): string[] {
    let text = this.rest + piece;
    if (!this.started && text) {
      this.started = true;
      text = text.replace(/^\uFEFF/, "");
    }
    // A CR at the end may be the first half of CRLF: it waits for the next piece.
    const complete = text.endsWith("\r") ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? "") + text.slice(complete.length);
    return lines;
  }

  private take(line: string): StreamEvent[] {
    if (line === "") return this.dispatch();
    if (line.startsWith(":")) return [];
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    this.set(field, value);
    return [];
  }

  private set(field: string, value: string): void {
    if (field === "event") this.event = value;
    else if (field === "data") this.data.push(value);
    else if (field === "id" && !value.includes("\0")) this.id = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retryMs = Number(value);
  }

  private dispatch(): StreamEvent[] {
    const { event, data, id } = this;
    this.event = "";
    this.data = [];
    return data.length ? [{ event: event || "message", data: data.join("\n"), id }] : [];
  }
}

/** Yield the events of a response body as they arrive; `onBytes` hears of every piece, comments too. */
export async function* readEvents(body: ReadableStream<Uint8Array>, onBytes?: () => void): AsyncGenerator<StreamEvent> {
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      onBytes?.();
      yield* parser.push(decoder.decode(part.value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined); // a stream that broke cannot be cancelled either
  }
}
