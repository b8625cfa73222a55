import { beforeEach, describe, expect, it } from "vitest";

import { ProblemError } from "../../shared/problem";
import { ChatApi } from "../../widget/src/api";
import { explain, failureOf } from "../../widget/src/failure";
import { translator } from "../../widget/src/i18n/language";
import { stageOf, stageSentence } from "../../widget/src/stage";
import { FakeNetwork, json } from "./network";

describe("ChatApi", () => {
  beforeEach(() => sessionStorage.clear());

  it("posts feedback to the conversation, whatever characters its id has", async () => {
    const network = new FakeNetwork({ "/api/chat/a%2Fb/feedback": () => new Response(null, { status: 204 }) });
    await new ChatApi("", network).sendFeedback("a/b", { message_id: "m1", helpful: true });
    expect(network.calls).toMatchObject([{ method: "POST", body: { message_id: "m1", helpful: true } }]);
  });

  it("asks for one visitor only, however many calls begin at once", async () => {
    const network = new FakeNetwork({ "/api/chat/c1": () => json({}) });
    const api = new ChatApi("", network);
    await Promise.all([api.history("c1"), api.history("c1")]);
    await new ChatApi("", network).history("c1");
    expect(network.visitors).toBe(1);
  });

  it("reads what holds for a site as nobody", async () => {
    const network = new FakeNetwork({ "/api/widget?site=a%26b&lang=en": () => json({ open: true }) });
    expect(await new ChatApi("", network).config("a&b", "en")).toEqual({ open: true });
    expect(network.visitors).toBe(0);
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
    [new ProblemError(503, "unavailable", "", 20), "20 秒"],
    [new ProblemError(503, "channel_closed", "今天系统升级。"), "今天系统升级。"],
    [new ProblemError(404, "toString"), "已经过期"],
    [new ProblemError(500, "internal_error", "Traceback"), "12345"],
  ])("explains %o", (problem, part) => {
    const said = explain(failureOf(problem), translator("zh-CN"));
    expect(said).toContain(part);
    expect(said).not.toContain("Traceback");
  });
});

describe("stageSentence", () => {
  it.each([
    [{ stage: "queued", position: 12, wait_seconds: 8 }, "You are number 12 in line, about 8 seconds"],
    [{ stage: "queued", position: 1 }, "You are number 1 in line…"],
    [{ stage: "queued", position: "1" }, "Looking"],
    [{ stage: "new" }, "Looking"],
    [null, "Looking"],
  ])("words %j", (data, part) => {
    expect(stageSentence(stageOf(data), translator("en"))).toContain(part);
  });
});
