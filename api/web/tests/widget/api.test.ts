import { describe, expect, it, vi } from "vitest";

import { ChatApi } from "../../widget/src/api";
import { explain } from "../../widget/src/sentences";
import { ProblemError } from "../../shared/problem";
import { chatReply } from "./replies";

const QUESTION = { message: "问", conversation_id: null, region: null };
const STREAM = "/api/chat/stream";
const PLAIN = "/api/chat";

const json = (body: unknown, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const stream = (text: string) => new Response(text, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
const replyEvent = `id: 2\nevent: reply\ndata: ${JSON.stringify(chatReply())}\n\n`;

/** Answer each path as told; a function may throw, as fetch does when there is no network. */
function serve(routes: Record<string, () => Response>): string[] {
  const called: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    called.push(url);
    return new Promise((resolve) => resolve((routes[url] as () => Response)()));
  });
  return called;
}

const offline = (): Response => {
  throw new TypeError("Failed to fetch");
};

async function ask(): Promise<{ reply: unknown; statuses: string[] }> {
  const statuses: string[] = [];
  const reply = await new ChatApi("").ask(QUESTION, (data) => statuses.push(data));
  return { reply, statuses };
}

describe("ChatApi.ask", () => {
  it("tells the stages and returns the reply", async () => {
    serve({ [STREAM]: () => stream(`event: status\ndata: {"stage":"searching"}\n\n${replyEvent}`) });
    expect(await ask()).toEqual({ reply: chatReply(), statuses: ['{"stage":"searching"}'] });
  });

  it.each([
    ["is not there", () => json({ code: "not_found" }, 404)],
    ["fails", () => json({ code: "internal_error" }, 500)],
    ["cannot be reached", offline],
    ["comes as something else", () => new Response("<html>")],
    ["ends before any event", () => stream(": ping\n\n")],
  ])("asks plainly where the stream %s", async (_name, answer) => {
    const called = serve({ [STREAM]: answer, [PLAIN]: () => json(chatReply()) });
    expect((await ask()).reply).toEqual(chatReply());
    expect(called).toEqual([STREAM, PLAIN]);
  });

  it.each([
    ["the question is refused", () => json({ code: "invalid_request" }, 422), "invalid_request"],
    ["there were too many", () => json({ code: "too_many_requests" }, 429), "too_many_requests"],
    ["the stream reports an error", () => stream('event: error\ndata: {"code":"unavailable"}\n\n'), "unavailable"],
    ["the stream breaks after an event", () => stream("event: status\ndata: {}\n\n"), "interrupted"],
  ])("does not ask twice where %s", async (_name, answer, code) => {
    const called = serve({ [STREAM]: answer });
    await expect(ask()).rejects.toMatchObject({ code });
    expect(called).toEqual([STREAM]);
  });

  it("reports that nothing can be reached", async () => {
    serve({ [STREAM]: offline, [PLAIN]: offline });
    await expect(ask()).rejects.toMatchObject({ status: 0, code: "offline" });
  });
});

describe("ChatApi.sendFeedback", () => {
  it("posts to the conversation, whatever characters its id has", async () => {
    const called = serve({ "/api/chat/a%2Fb/feedback": () => new Response(null, { status: 204 }) });
    await new ChatApi("").sendFeedback("a/b", { message_id: "m1", helpful: true });
    expect(called).toHaveLength(1);
  });
});

describe("explain", () => {
  it.each([
    [new ProblemError(0, "offline"), "连不上服务"],
    [new ProblemError(0, "timeout"), "等待时间太长"],
    [new ProblemError(422, "invalid_request"), "1 至 500 个字"],
    [new ProblemError(429, "too_many_requests", "", 30), "30 秒"],
    [new ProblemError(429, "too_many_requests"), "请稍后"],
    [new ProblemError(503, "unavailable"), "正在维护"],
    [new ProblemError(500, "internal_error", "Traceback"), "12345"],
  ])("explains %o", (problem, part) => {
    expect(explain(problem)).toContain(part);
    expect(explain(problem)).not.toContain("Traceback");
  });
});
