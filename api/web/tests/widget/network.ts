import type { Wire } from "../../widget/src/wire";

/** One call that reached the network. */
export interface Called {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: Record<string, unknown> | null;
}

type Answer = (call: Called) => Response | Promise<Response>;

/** A network without a network: routes answer, pauses take no time, and everything called is remembered. */
export class FakeNetwork implements Wire {
  readonly calls: Called[] = [];
  readonly pauses: number[] = [];
  online = true;
  visitors = 0;

  constructor(private readonly routes: Record<string, Answer>) {}

  fetch: typeof fetch = async (input, init) => {
    const path = input as string;
    const headers = (init?.headers ?? {}) as Record<string, string>;
    const body = typeof init?.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : null;
    if (path === "/api/visitors") return json({ visitor_token: `visitor-${++this.visitors}`, expires_at: "" }, 201);
    const call = { path, method: init?.method ?? "GET", headers, body };
    this.calls.push(call);
    const answer = this.routes[path];
    if (!answer) return json({ code: "not_found" }, 404);
    return await answer(call);
  };

  isOnline(): boolean {
    return this.online;
  }

  random(): number {
    return 0.5;
  }

  async pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    this.online = true;
    await new Promise((resolve) => setTimeout(resolve));
  }

  pathsCalled(): string[] {
    return this.calls.map(({ path }) => path);
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

export function offline(): Response {
  throw new TypeError("Failed to fetch");
}

/** How a connection ends when it is cut: as if all had been said, or with an error. */
export type Ending = "closed" | "broken";

/** A stream that ends after `length` bytes, all of them where it is longer than the text. */
export function stream(text: string, length = Infinity, ending: Ending = "closed"): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, Math.min(length, bytes.length)));
      if (length < bytes.length && ending === "broken") controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
}

export interface Sent {
  id: string;
  event: string;
  data: unknown;
}

/** The bytes of those events that come after the id the client heard last. */
export function eventsAfter(events: readonly Sent[], lastId: string | undefined): string {
  const after = Number(lastId ?? 0);
  const text = ({ id, event, data }: Sent) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  return `retry: 2000\n\n: ping\n\n${events.filter(({ id }) => Number(id) > after).map(text).join("")}`;
}
