import { describe, expect, it } from "vitest";

import { EventStreamParser, readEvents, type StreamEvent } from "../../shared/sse";

function parse(...pieces: string[]): StreamEvent[] {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

const event = (data: string, event = "message", id = ""): StreamEvent => ({ event, data, id });

describe("EventStreamParser", () => {
  const cases: [name: string, pieces: string[], expected: StreamEvent[]][] = [
    ["one event", ["event: reply\nid: 2\ndata: {}\n\n"], [event("{}", "reply", "2")]],
    ["CRLF line ends", ["event: a\r\ndata: x\r\n\r\n"], [event("x", "a")]],
    ["CR line ends", ["data: x\r\rdata: y\r\r\n"], [event("x"), event("y")]],
    ["CRLF cut in half", ["data: x\r", "\n\r", "\ndata: y\n\n"], [event("x"), event("y")]],
    ["data over several lines", ["data: 一\ndata:\ndata: 二\n\n"], [event("一\n\n二")]],
    ["comments", [": ping\n\n: ping\ndata: x\n\n"], [event("x")]],
    ["only one space after the colon is dropped", ["data:  x\ndata:y\n\n"], [event(" x\ny")]],
    ["field without a colon", ["data\n\n"], [event("")]],
    ["event without data", ["event: done\n\ndata: x\n\n"], [event("x")]],
    ["id stays for later events", ["id: 7\ndata: x\n\ndata: y\n\n"], [event("x", "message", "7"), event("y", "message", "7")]],
    ["id with NUL is ignored", ["id: 7\0\ndata: x\n\n"], [event("x")]],
    ["byte order mark", ["\uFEFFdata: x\n\n"], [event("x")]],
    ["unfinished event at the end", ["data: x\n\ndata: y\n"], [event("x")]],
    ["unknown field", ["colour: red\ndata: x\n\n"], [event("x")]],
  ];

  it.each(cases)("%s", (_name, pieces, expected) => {
    expect(parse(...pieces)).toEqual(expected);
  });

  it.each(cases)("%s, cut at every character", (_name, pieces, expected) => {
    expect(parse(...pieces.join(""))).toEqual(expected);
  });

  it.each([
    ["retry: 1500\n", 1500],
    ["retry: soon\n", null],
  ])("reads %j as a pause of %s ms", (piece, expected) => {
    const parser = new EventStreamParser();
    parser.push(piece);
    expect(parser.retryMs).toBe(expected);
  });
});

describe("readEvents", () => {
  it("puts characters together that were cut in the middle", async () => {
    const bytes = new TextEncoder().encode("data: 政策\n\n");
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const events = [];
    for await (const received of readEvents(body)) events.push(received);
    expect(events).toEqual([event("政策")]);
  });

  it("cancels the body when the reader stops early", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    const events = readEvents(body);
    await events.next();
    await events.return(undefined);
    expect(cancelled).toBe(true);
  });
});
