import { afterEach, describe, expect, it, vi } from "vitest";

import type { DeskConversation } from "../../console/src/contracts/conversations";
import { ago, channelName, regionName } from "../../console/src/conversations/sentences";
import { timeline } from "../../console/src/conversations/timeline";
import ConversationsPage from "../../console/src/pages/ConversationsPage.vue";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

const ONE = replies["GET /api/desk/conversations/c1"] as unknown as DeskConversation;
const WAITING = { ...ONE, mode: "waiting", person: "", messages: [], actions: ["take"] };
let page: Mounted | null = null;
afterEach(() => page?.unmount());

const press = (key: string): boolean => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

async function open(path: string, said: Record<string, unknown> = {}): Promise<Table> {
  const table = new Table(said);
  const router = await at(path);
  page = mount(ConversationsPage, {}, [router]);
  await until(() => page?.all("questions").length);
  return table;
}

describe("what is said of a question", () => {
  const now = Date.parse("2026-11-26T12:00:00Z");

  it.each([
    ["2026-11-26T11:59:30Z", "刚刚"],
    ["2026-11-26T11:52:00Z", "8 分钟"],
    ["2026-11-26T09:00:00Z", "3 小时"],
    ["2026-11-24T11:00:00Z", "2 天"],
    ["2026-11-26T13:00:00Z", "刚刚"],
    ["昨天", "刚刚"],
  ])("%s is %s ago", (iso, words) => {
    expect(ago(iso, now)).toBe(words);
  });

  it("names channels and places, and leaves unknown ones as they are", () => {
    expect([channelName("wechat"), channelName("fax"), regionName("411202"), regionName("000000")]).toEqual(["微信公众号", "fax", "湖滨区", "000000"]);
  });
});

describe("the order of a conversation", () => {
  it("is that in which things were said, a turn left to the person without an answer", () => {
    expect(timeline(ONE).map(({ author }) => author)).toEqual(["citizen", "bot", "citizen", "system", "system", "person", "note", "citizen"]);
  });

  it("has what was left for a person, where that is more than what was asked before", () => {
    const [request] = ONE.requests;
    if (!request) throw new Error("the fixture has a request");
    const said = (question: string) => timeline({ ...ONE, requests: [{ ...request, question }] }).map(({ text }) => text);
    expect(said("周末办不办？")).toContain("周末办不办？");
    expect(said(ONE.turns[0]?.message ?? "")).toHaveLength(timeline({ ...ONE, requests: [] }).length);
  });

  it("has every line once", () => {
    const keys = timeline(ONE).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the page of questions for a person", () => {
  it("lists who waits, with channel, place and code", async () => {
    await open("/conversations");
    expect(page?.all("question")).toHaveLength(3);
    expect(page?.text()).toContain("微信公众号 · 灵宝市 · HK7WMX");
    expect(page?.all("question")[1]?.textContent).toContain("第 1 位");
    expect(page?.all("meant-for").map(({ textContent }) => textContent)).toEqual(["转给 民政局", "转给 赵敏"]);
    expect(page?.find("state-waiting").textContent).toContain("（2）");
  });

  it("asks for another state", async () => {
    const asked: string[] = [];
    const table = await open("/conversations");
    const fetch = globalThis.fetch;
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => (asked.push(url), fetch(url, init)));
    page?.find("state-closed").click();
    await until(() => asked.some((url) => url.includes("state=closed")));
    expect(table.calls.length).toBeGreaterThan(1);
  });

  it("shows what was said, with sources and the citizen's judgement", async () => {
    await open("/conversations/c1");
    await until(() => page?.all("said").length);
    expect(page?.all("said")).toHaveLength(8);
    expect(page?.find("source").textContent).toContain("第十二条（现行有效）");
    expect(page?.text()).toContain("没有帮助，没说怎么算一年");
  });

  it("takes a question with a key and puts the cursor into the answer", async () => {
    const table = await open("/conversations/c1", {
      "GET /api/desk/conversations/c1": WAITING,
      "POST /api/desk/conversations/c1/take": ONE,
    });
    await until(() => page?.all("take").length);
    table.said["GET /api/desk/conversations/c1"] = ONE;
    press("t");
    await until(() => document.activeElement?.matches("textarea"));
    expect(table.sent("POST /api/desk/conversations/c1/take")).toHaveLength(1);
  });

  it("says who was quicker", async () => {
    await open("/conversations/c1", {
      "GET /api/desk/conversations/c1": WAITING,
      "POST /api/desk/conversations/c1/take": new Refusal(409, "already_taken", "这个问题已由别人接手。"),
    });
    await until(() => page?.all("take").length);
    page?.find("take").click();
    await until(() => page?.text().includes("已由别人接手"));
  });

  it("sends what was written, and keeps it where that fails", async () => {
    const table = await open("/conversations/c1", {
      "POST /api/desk/conversations/c1/messages": new Refusal(503, "unavailable", "暂时不能服务"),
    });
    await until(() => page?.all("reply-text").length);
    type(page?.find("reply-text") ?? null, "  您好  ");
    await until(() => !page?.find("send").hasAttribute("disabled"));
    page?.find("send").closest("form")?.requestSubmit();
    await until(() => page?.all("reply-failure").length);
    expect((page?.find("reply-text") as HTMLTextAreaElement).value).toBe("  您好  ");
    table.said["POST /api/desk/conversations/c1/messages"] = { id: 9, author: "person", text: "您好", at: "2026-11-26T01:30:00Z" };
    page?.find("send").closest("form")?.requestSubmit();
    await until(() => (page?.find("reply-text") as HTMLTextAreaElement).value === "");
    const [first, again] = table.sent("POST /api/desk/conversations/c1/messages") as { text: string; key: string }[];
    expect(first).toEqual({ text: "您好", key: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(again).toEqual(first); // it may have arrived: sent with the same key, it is said once
  });

  it("shows how to reach the citizen only when asked", async () => {
    const table = await open("/conversations/c1");
    await until(() => page?.all("reveal-contact").length);
    expect(page?.text()).not.toContain("赵女士");
    expect(table.sent("POST /api/desk/conversations/c1/contact")).toEqual([]);
    page?.find("reveal-contact").click();
    await until(() => page?.text().includes("赵女士"));
  });

  it("ends with a reason", async () => {
    const table = await open("/conversations/c1", { "POST /api/desk/conversations/c1/close": ONE });
    await until(() => page?.all("close").length);
    press("x");
    await until(() => page?.all("close-reason").length);
    type(page?.find("close-reason") ?? null, "referred");
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent("POST /api/desk/conversations/c1/close").length);
    expect(table.sent("POST /api/desk/conversations/c1/close")).toEqual([{ reason: "referred" }]);
  });

  it("finds a conversation by the code that a caller reads out", async () => {
    await open("/conversations", { "GET /api/desk/consultations/fd62cm": ONE });
    type(page?.find("code-input") ?? null, "fd62cm");
    page?.find("find-code").closest("form")?.requestSubmit();
    await until(() => page?.all("said").length);
  });

  it("tells of a code that nobody has", async () => {
    await open("/conversations", { "GET /api/desk/consultations/222222": new Refusal(404, "not_found", "没有这个咨询编号") });
    type(page?.find("code-input") ?? null, "222222");
    page?.find("find-code").closest("form")?.requestSubmit();
    await until(() => page?.text().includes("没有这个咨询编号"));
  });
});
