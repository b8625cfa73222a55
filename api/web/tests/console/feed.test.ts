import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { DeskEvents } from "../../console/src/contracts/desk";
import { isLive, onDesk, pace, startFeed, stopFeed } from "../../console/src/live/desk-feed";
import { seldom } from "../../console/src/live/seldom";
import { until } from "./mounting";

interface Opened {
  last: string | null;
  say: (text: string) => void;
  end: () => void;
}

/** A service whose streams a test writes by hand; `refuse` answers with this status in place of a stream. */
class Streams {
  readonly opened: Opened[] = [];
  refuse = 0;
  asked = 0;

  readonly fetch = async (_url: string, init: RequestInit = {}): Promise<Response> => {
    this.asked++;
    if (this.refuse) return new Response('{"code":"refused"}', { status: this.refuse });
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
    init.signal?.addEventListener("abort", () => controller?.error(new DOMException("aborted", "AbortError")));
    const last = new Headers(init.headers).get("Last-Event-ID");
    this.opened.push({ last, say: (text) => controller?.enqueue(new TextEncoder().encode(text)), end: () => controller?.close() });
    return new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
  };
}

let streams: Streams;
const heard: DeskEvents["message"][] = [];

beforeEach(() => {
  streams = new Streams();
  heard.length = 0;
  vi.stubGlobal("fetch", streams.fetch);
});
afterEach(() => stopFeed());

const message = (id: number): string => `event: message\nid: ${id}\ndata: {"conversation_id":"c1","id":${id}}\n\n`;

describe("what happens at the desk", () => {
  it("is told over one connection, to whoever wants to hear it", async () => {
    const end = onDesk("message", (data) => heard.push(data));
    startFeed();
    startFeed();
    await until(() => isLive.value);
    streams.opened[0]?.say(`: hello\n\n${message(1)}event: queue\ndata: {"waiting":3,"mine":0,"open":true}\n\n`);
    await until(() => heard.length);
    end();
    streams.opened[0]?.say(message(2));
    expect(streams.opened).toHaveLength(1);
    expect(heard).toEqual([{ conversation_id: "c1", id: 1 }]);
  });

  it("goes on behind the last event after a break", async () => {
    const end = onDesk("message", (data) => heard.push(data));
    startFeed();
    await until(() => isLive.value);
    streams.opened[0]?.say(message(7));
    await until(() => heard.length);
    streams.opened[0]?.end();
    await until(() => streams.opened.length === 2);
    expect(streams.opened.map(({ last }) => last)).toEqual([null, "7"]);
    end();
  });

  it.each([403, 404])("is not asked for again where the service says %s", async (status) => {
    streams.refuse = status;
    startFeed();
    await until(() => streams.asked === 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(isLive.value).toBe(false);
    expect(streams.asked).toBe(1);
  });

  it("is no longer live after signing out", async () => {
    startFeed();
    await until(() => isLive.value);
    stopFeed();
    expect(isLive.value).toBe(false);
  });

  it("lets pages look for themselves less often", async () => {
    expect(pace(5_000)()).toBe(5_000);
    startFeed();
    await until(() => isLive.value);
    expect([pace(5_000)(), pace(5_000, 4_000)()]).toEqual([30_000, 4_000]);
  });
});

describe("what is done seldom", () => {
  it("is done at once, and once more for all that came in between", () => {
    vi.useFakeTimers();
    const act = vi.fn();
    const often = seldom(act, 300);
    for (let count = 0; count < 5; count++) often();
    expect(act).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(300);
    expect(act).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(600);
    expect(act).toHaveBeenCalledTimes(2);
    often();
    expect(act).toHaveBeenCalledTimes(3);
    vi.useRealTimers();
  });
});
