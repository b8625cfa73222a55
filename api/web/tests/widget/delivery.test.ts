import { beforeEach, describe, expect, it } from "vitest";

import { Delivery } from "../../widget/src/delivery";
import { Service } from "../../widget/src/service";
import type { Stage } from "../../widget/src/stage";
import { type Called, type Ending, eventsAfter, FakeNetwork, json, offline, type Sent, stream } from "./network";
import { chatReply } from "./replies";

const QUESTION = { message: "问", conversation_id: null, region: null, key: "k".repeat(16) };
const STREAM = "/api/chat/stream";
const PLAIN = "/api/chat";
const EVENTS: Sent[] = [
  { id: "1", event: "status", data: { stage: "queued", position: 3, wait_seconds: 4.2 } },
  { id: "2", event: "status", data: { stage: "searching" } },
  { id: "100", event: "reply", data: chatReply() },
  { id: "101", event: "done", data: { message_id: "m1" } },
];
const WHOLE = eventsAfter(EVENTS, undefined);
const resumed = ({ headers }: Called) => eventsAfter(EVENTS, headers["Last-Event-ID"]);

async function deliver(network: FakeNetwork): Promise<{ reply: unknown; stages: Stage[] }> {
  const stages: Stage[] = [];
  const signal = new AbortController().signal;
  const reply = await new Delivery(new Service("", network), QUESTION, (stage) => stages.push(stage), signal).reply();
  return { reply, stages };
}

const told = (stages: Stage[]) => stages.filter(({ at }) => at === "queued" || at === "searching");

describe("Delivery", () => {
  beforeEach(() => sessionStorage.clear());

  it("tells the place in the queue, then returns the reply", async () => {
    const network = new FakeNetwork({ [STREAM]: () => stream(WHOLE) });
    expect(await deliver(network)).toEqual({
      reply: chatReply(),
      stages: [{ at: "queued", position: 3, seconds: 5 }, { at: "searching" }],
    });
    expect(network.calls).toMatchObject([{ headers: { "X-Visitor-Token": "visitor-1" }, body: { ...QUESTION } }]);
  });

  it("comes back for the answer when it was told to, and says meanwhile that it waits", async () => {
    const later = { id: "1", event: "status", data: { stage: "later", position: 900, wait_seconds: 60, retry_after: 20 } };
    const rest = [{ id: "2", event: "status", data: { stage: "searching" } }, ...EVENTS.slice(2)];
    const network = new FakeNetwork({ [STREAM]: ({ headers }) => stream(eventsAfter(headers["Last-Event-ID"] ? rest : [later], undefined)) });
    const pauses: number[] = [];
    network.pause = (milliseconds: number) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    };
    const { reply, stages } = await deliver(network);
    expect(reply).toEqual(chatReply());
    expect(pauses).toEqual([20_000]);
    expect(stages).toEqual([{ at: "queued", position: 900, seconds: 60 }, { at: "searching" }]);
    expect(network.calls).toHaveLength(2);
  });

  const lengths = Array.from({ length: new TextEncoder().encode(WHOLE).length + 1 }, (_, length) => length);
  it.each<Ending>(["closed", "broken"])("loses nothing and tells nothing twice, %s after any byte", async (ending) => {
    for (const length of lengths) {
      let first = true;
      const network = new FakeNetwork({
        [STREAM]: (call) => {
          const cut = first ? length : Infinity;
          first = false;
          return stream(resumed(call), cut, ending);
        },
        [PLAIN]: () => json(chatReply()),
      });
      const { reply, stages } = await deliver(network);
      const position = stages.filter(({ at }) => at === "queued").length;
      expect([length, reply]).toEqual([length, chatReply()]);
      expect([length, position, told(stages).length - position <= 1]).toEqual([length, position, true]);
      expect(position).toBeLessThanOrEqual(1);
      expect(new Set(network.calls.map(({ body }) => body?.key))).toEqual(new Set([QUESTION.key]));
    }
  });

  it("goes on over many cuts, as long as there is news", async () => {
    const long: Sent[] = Array.from({ length: 30 }, (_, index) => ({
      id: String(index + 1),
      event: "status",
      data: { stage: "queued", position: 30 - index },
    }));
    const all = [...long, ...EVENTS.slice(2)];
    const network = new FakeNetwork({
      [STREAM]: ({ headers }) => stream(eventsAfter(all.slice(0, Number(headers["Last-Event-ID"] ?? 0) + 1), headers["Last-Event-ID"])),
    });
    const after = all.findIndex(({ event }) => event === "reply");
    expect(after).toBe(30);
    const { stages } = await deliver(network);
    expect(told(stages).map((stage) => (stage.at === "queued" ? stage.position : 0))).toEqual(
      Array.from({ length: 30 }, (_, index) => 30 - index),
    );
  });

  it("asks plainly at once where there is no stream to read", async () => {
    for (const answer of [() => json({}, 404), () => json({}, 500), () => new Response("<html>")]) {
      const network = new FakeNetwork({ [STREAM]: answer, [PLAIN]: () => json(chatReply()) });
      expect((await deliver(network)).reply).toEqual(chatReply());
      expect(network.pathsCalled()).toEqual([STREAM, PLAIN]);
      expect(network.pauses).toEqual([]);
    }
  });

  it("tries the plain way and the stream by turns while nothing arrives, and gives up in the end", async () => {
    const network = new FakeNetwork({ [STREAM]: offline, [PLAIN]: offline });
    await expect(deliver(network)).rejects.toMatchObject({ status: 0, code: "offline" });
    expect(network.pathsCalled().slice(0, 3)).toEqual([STREAM, PLAIN, STREAM]);
    expect(network.pauses).toEqual([1500, 3000, 6000, 11250, 11250, 11250]);
  });

  it("does not give up while there is no network", async () => {
    let calls = 0;
    const network = new FakeNetwork({ [STREAM]: answer, [PLAIN]: answer });
    function answer(): Response {
      network.online = false;
      return ++calls < 20 ? offline() : json(chatReply());
    }
    const { reply, stages } = await deliver(network);
    expect(reply).toEqual(chatReply());
    expect(stages[0]).toEqual({ at: "offline" });
  });

  it.each([
    ["a refusal", () => json({ code: "invalid_request" }, 422), { code: "invalid_request" }],
    ["too many questions", () => json({ code: "too_many_requests" }, 429, { "Retry-After": "30" }), { retryAfterSeconds: 30 }],
    ["a closed channel", () => json({ code: "channel_closed", detail: "升级" }, 503), { code: "channel_closed", detail: "升级" }],
    [
      "an error in the stream",
      () => stream('id: 100\nevent: error\ndata: {"code":"busy","status":503,"retry_after":9}\n\n'),
      { status: 503, code: "busy", retryAfterSeconds: 9 },
    ],
  ])("does not try again after %s", async (_name, answer, problem) => {
    const network = new FakeNetwork({ [STREAM]: answer });
    await expect(deliver(network)).rejects.toMatchObject(problem);
    expect(network.calls).toHaveLength(1);
  });

  it("becomes another visitor where the token holds no longer", async () => {
    const network = new FakeNetwork({
      [STREAM]: ({ headers }) =>
        headers["X-Visitor-Token"] === "visitor-1" ? json({ code: "visitor_unknown" }, 401) : stream(WHOLE),
    });
    expect((await deliver(network)).reply).toEqual(chatReply());
    expect(network.visitors).toBe(2);
  });

  it("stops when it is no longer waited for", async () => {
    const leaving = new AbortController();
    const network = new FakeNetwork({
      [STREAM]: () => {
        leaving.abort();
        return offline();
      },
    });
    await expect(new Delivery(new Service("", network), QUESTION, () => undefined, leaving.signal).reply()).rejects.toThrow();
    expect(network.calls).toHaveLength(1);
  });
});
