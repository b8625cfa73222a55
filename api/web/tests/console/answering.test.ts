import { afterEach, describe, expect, it } from "vitest";

import type { DeskConversation } from "../../console/src/contracts/conversations";
import { meantFor, rated } from "../../console/src/conversations/sentences";
import { SaidOnce } from "../../console/src/conversations/said-once";
import { unanswered } from "../../console/src/conversations/timeline";
import ConversationsPage from "../../console/src/pages/ConversationsPage.vue";
import { forgetCanned } from "../../console/src/services/desk";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

const ONE = replies["GET /api/desk/conversations/c1"] as unknown as DeskConversation;
const SENT = "POST /api/desk/conversations/c1/messages";
const DRAFTS = "POST /api/desk/conversations/c1/drafts";
let page: Mounted | null = null;
afterEach(() => {
  page?.unmount();
  forgetCanned();
});

const press = (key: string, target: EventTarget = document, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

async function open(said: Record<string, unknown> = {}): Promise<Table> {
  const table = new Table(said);
  page = mount(ConversationsPage, {}, [await at("/conversations/c1")]);
  await until(() => page?.all("reply-text").length);
  return table;
}

const box = (): HTMLTextAreaElement => page?.find("reply-text") as HTMLTextAreaElement;

describe("what waits for an answer", () => {
  it("is the last message since somebody answered", () => {
    expect(unanswered(ONE)).toBe("t2");
    const later = { ...ONE.messages[2], id: 4, at: "2026-11-26T01:25:00Z" } as DeskConversation["messages"][number];
    expect(unanswered({ ...ONE, messages: [...ONE.messages, later] })).toBe("");
  });

  it("is said in words", () => {
    expect([meantFor({ wanted: "", department: "" }), meantFor({ wanted: "nobody", department: "民政局" }), rated(null), rated(4)]).toEqual(["", "转给 民政局 nobody", "", "评价 4 分（满分 5）"]);
  });

  it("is said once: the same words have the same key until they have arrived", () => {
    const once = new SaidOnce();
    const first = once.keyOf("您好");
    expect(once.keyOf("您好")).toBe(first);
    expect(once.keyOf("您好！")).not.toBe(first);
    const last = once.keyOf("您好");
    once.arrived();
    expect(once.keyOf("您好")).not.toBe(last);
  });
});

describe("a suggested answer", () => {
  it("is made with a key, shown with its source, and sent as it is with Enter", async () => {
    const table = await open();
    press("d");
    await until(() => page?.all("draft-text").length);
    expect(table.sent(DRAFTS)).toEqual([{ turn_id: "t2" }]);
    expect(page?.find("draft").textContent).toContain("第十二条（现行有效）");
    await until(() => document.activeElement === page?.find("draft"));
    await until(() => press("Enter", page?.find("draft")) !== undefined && table.sent(SENT).length);
    expect(table.sent(SENT)).toEqual([{ text: expect.stringContaining("要到今年十二月"), key: expect.any(String), draft_id: "d1" }]);
    await until(() => document.activeElement === page?.find("log"));
    expect(page?.all("draft")).toEqual([]);
  });

  it("is not sent by a key that was pressed as it appeared", async () => {
    const table = await open();
    press("d");
    await until(() => page?.all("draft-text").length);
    press("Enter", page?.find("draft"));
    expect(table.sent(SENT)).toEqual([]);
  });

  it("can be edited first", async () => {
    const table = await open();
    press("d");
    await until(() => page?.all("draft-text").length);
    press("e");
    await until(() => box().value.includes("要到今年十二月"));
    type(box(), "还要等到十二月。");
    press("Enter", box(), { ctrlKey: true });
    await until(() => table.sent(SENT).length);
    expect(table.sent(SENT)).toEqual([{ text: "还要等到十二月。", key: expect.any(String), draft_id: "d1" }]);
  });

  it("belongs to no words that were written anew", async () => {
    const table = await open();
    press("d");
    await until(() => page?.all("draft-text").length);
    press("e");
    await until(() => box().value !== "");
    type(box(), "");
    await until(() => page?.find("send").hasAttribute("disabled"));
    type(box(), "请稍等。");
    press("Enter", box(), { ctrlKey: true });
    await until(() => table.sent(SENT).length);
    expect(table.sent(SENT)).toEqual([{ text: "请稍等。", key: expect.any(String) }]);
  });

  it("comes by itself where the operator wants to approve, and not again once it was put away", async () => {
    const requests = ONE.requests.map((request) => ({ ...request, approving: true }));
    const table = await open({ "GET /api/desk/conversations/c1": { ...ONE, requests } });
    await until(() => page?.all("draft-text").length);
    page?.find("draft-drop").click();
    await until(() => !page?.all("draft").length);
    press("n"); // a note makes the page read the conversation again
    type(page?.find("note-text") ?? null, "已回电");
    await until(() => !page?.find("note-keep").hasAttribute("disabled"));
    page?.find("note-keep").closest("form")?.requestSubmit();
    await until(() => table.calls.filter(({ name }) => name === "GET /api/desk/conversations/c1").length > 1);
    expect(table.sent(DRAFTS)).toHaveLength(1);
  });

  it("can be asked for in the operator's own words, and says why there is none", async () => {
    const table = await open({ [DRAFTS]: new Refusal(503, "unavailable", "暂时不能起草") });
    page?.find("draft-make").click();
    await until(() => page?.text().includes("暂时不能起草"));
    table.said[DRAFTS] = replies[DRAFTS];
    type(page?.find("draft-question") ?? null, "公积金一年按什么算");
    await until(() => !page?.find("draft-ask").hasAttribute("disabled"));
    page?.find("draft-ask").closest("form")?.requestSubmit();
    await until(() => page?.all("draft-text").length);
    expect(table.sent(DRAFTS).at(-1)).toEqual({ text: "公积金一年按什么算" });
  });

  it("is switched on for the conversation", async () => {
    const table = await open();
    page?.find("approving").querySelector<HTMLElement>("input")?.click();
    await until(() => table.sent("POST /api/desk/conversations/c1/approving").length);
    expect(table.sent("POST /api/desk/conversations/c1/approving")).toEqual([{ on: true }]);
  });
});

describe("around an answer", () => {
  it("a phrase is found by a part of it and put where the cursor stands", async () => {
    await open();
    type(box(), "好的。");
    await until(() => box().value === "好的。");
    press("/");
    await until(() => page?.all("phrase").length === 3);
    const query = page?.find("canned-query") ?? null;
    type(query, "地区");
    await until(() => page?.all("phrase").length === 1);
    press("Enter", query ?? document);
    await until(() => box().value.includes("哪个县"));
    expect(box().value).toContain("好的。");
  });

  it("an answer of the assistant is reported with a reason", async () => {
    const table = await open({ "POST /api/desk/conversations/c1/wrong": {} });
    press("w");
    await until(() => page?.all("wrong-answer").length);
    expect(page?.find("wrong-answer").textContent).toContain("每年可以提取一次");
    type(page?.find("reason") ?? null, "没说怎么算一年");
    type(page?.find("proposed") ?? null, "满十二个月");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent("POST /api/desk/conversations/c1/wrong").length);
    expect(table.sent("POST /api/desk/conversations/c1/wrong")).toEqual([{ turn_id: "t1", reason: "没说怎么算一年", proposed: "满十二个月" }]);
  });

  it.each([
    ["p:wu", { to_person: "wu", note: "请核对" }],
    ["d:医疗保障局", { to_department: "医疗保障局", note: "请核对" }],
  ])("a question is given on to %s", async (target, body) => {
    const table = await open();
    press("g");
    await until(() => page?.find("transfer-target").querySelectorAll("option").length === 5);
    type(page?.find("transfer-target") ?? null, target);
    type(page?.find("reason") ?? null, "请核对");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent("POST /api/desk/conversations/c1/transfer").length);
    expect(table.sent("POST /api/desk/conversations/c1/transfer")).toEqual([body]);
  });

  it("a note stays among staff", async () => {
    const table = await open();
    press("n");
    type(page?.find("note-text") ?? null, "已回电");
    await until(() => !page?.find("note-keep").hasAttribute("disabled"));
    page?.find("note-keep").closest("form")?.requestSubmit();
    await until(() => table.sent("POST /api/desk/conversations/c1/notes").length);
    expect([table.sent("POST /api/desk/conversations/c1/notes"), table.sent(SENT)]).toEqual([[{ text: "已回电" }], []]);
  });

  it.each(["reply-text", "note-text"])("Escape leaves %s, and the keys of the page work again", async (field) => {
    await open();
    press("n");
    page?.find(field).focus();
    press("Escape", page?.find(field));
    expect(document.activeElement).toBe(page?.find("log"));
  });

  it("all keys stand in one table", async () => {
    await open();
    press("?");
    await until(() => page?.all("shortcut-help").length);
    expect(page?.find("shortcut-help").textContent).toContain("转办");
  });
});
