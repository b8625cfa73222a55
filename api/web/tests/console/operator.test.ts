import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { SearchReply } from "../../console/src/contract";
import type { Assist, CallView } from "../../console/src/contracts/calls";
import DeskPage from "../../console/src/pages/DeskPage.vue";
import { forgetCanned } from "../../console/src/services/desk";
import { toasts } from "../../console/src/toast";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

const CALL = replies["GET /api/desk/calls/k1"] as unknown as CallView;
const FOUND = replies["GET /api/search"] as unknown as SearchReply;
const USES = "POST /api/desk/uses";
const NOBODY = Object.freeze({ "GET /api/desk/calls": { items: [] } });
let page: Mounted | null = null;
const copied: string[] = [];
beforeEach(() => {
  copied.length = 0;
  // The page is no secure context here, as on many an intranet: it copies what it has selected.
  document.execCommand = () => copied.push(document.querySelector<HTMLTextAreaElement>("textarea[readonly]")?.value ?? "") > 0;
});
afterEach(() => {
  page?.unmount();
  forgetCanned();
  toasts.length = 0;
});

const press = (key: string, target: EventTarget = document, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

async function open(path = "/desk", said: Record<string, unknown> = {}): Promise<Table> {
  const table = new Table({ ...said });
  page = mount(DeskPage, {}, [await at(path)]);
  await until(() => page?.all("desk-query").length);
  return table;
}

const query = (): HTMLElement => page?.find("desk-query") as HTMLElement;

async function lookUp(words = "公积金"): Promise<void> {
  type(query(), words);
  await until(() => page?.all("hit").length === 2);
}

describe("looking up", () => {
  it("finds while it is typed, and gives up the search before", async () => {
    await open("/desk", NOBODY);
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch = globalThis.fetch;
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => (url.includes("/api/search") && signals.push(init?.signal), fetch(url, init)));
    type(query(), "公");
    type(query(), "公积");
    await until(() => page?.find("hits").dataset.query === "公积");
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  });

  it("chooses with arrows, opens with Enter, and the keyboard goes along", async () => {
    await open("/desk", NOBODY);
    await lookUp();
    press("ArrowDown", query());
    await until(() => page?.all("hit")[1]?.ariaSelected === "true" || page?.all("hit")[1]?.getAttribute("aria-selected") === "true");
    press("Enter", query());
    await until(() => page?.all("script-spoken").length);
    expect(page?.find("script-spoken").textContent).toBe("租房提取的，每年不超过一万二千元。");
    expect(page?.find("proof").textContent).toContain("已废止");
    expect(document.activeElement).toBe(page?.find("script"));
  });

  it("leaves the keys of an input method alone", async () => {
    await open("/desk", NOBODY);
    await lookUp();
    press("Enter", query(), { isComposing: true });
    await until(() => page?.all("hit").length === 2);
    expect(page?.all("script-spoken")).toEqual([]);
  });

  it("says that nothing was found, and why nothing could be", async () => {
    const table = await open("/desk", { ...NOBODY, "GET /api/search": { ...FOUND, results: [] } });
    type(query(), "无此事");
    await until(() => page?.all("desk-none").length);
    table.said["GET /api/search"] = new Refusal(503, "busy", "正忙，请稍候");
    type(query(), "无此事项");
    await until(() => page?.text().includes("正忙，请稍候"));
    type(query(), "");
    await until(() => !page?.all("desk-search-failure").length && !page?.all("hit").length);
  });

  it("writes nothing down where nobody is on the line, and says so", async () => {
    const table = await open("/desk", NOBODY);
    await lookUp();
    press("Enter", query());
    await until(() => page?.all("adopt").length);
    expect(page?.find("wrong").hasAttribute("disabled")).toBe(true);
    press("a");
    await until(() => toasts.length);
    expect(toasts[0]?.text).toContain("没有记录");
    expect(table.sent(USES)).toEqual([]);
  });
});

describe("a caller", () => {
  it("of this operator is on the screen by itself, with the newest answer to read", async () => {
    await open();
    await until(() => page?.all("piece").length === 3);
    expect(page?.find("script-spoken").textContent).toContain("带身份证、借款合同");
    expect(page?.find("script-question").textContent).toBe("那要带什么材料？");
    expect(page?.find("proof-facts").textContent).toContain("0398-2851000");
    expect(page?.all("piece-answer")).toHaveLength(2);
  });

  it("rings at a desk where nothing is done, and goes when somebody else has taken the call", async () => {
    const ringing = { ...CALL.call, call_id: "k2", state: "ringing", operator: "" };
    const table = await open("/desk", { "GET /api/desk/calls": { items: [ringing] }, "GET /api/desk/calls/k2": { ...CALL, call: ringing, answers: [], pieces: [] } });
    await until(() => page?.all("call-panel").length);
    expect(page?.find("call-news").textContent).toContain("来电：138****1234");
    const taken = { ...ringing, state: "answered", operator: "wu" };
    table.said["GET /api/desk/calls"] = { items: [taken] };
    table.said["GET /api/desk/calls/k2"] = { ...CALL, call: taken, answers: [], pieces: [] };
    await until(() => !page?.all("call-panel").length);
  });

  it("does not come back by itself once it was put away, but when asked for", async () => {
    const table = await open();
    await until(() => page?.all("call-panel").length);
    const looks = (): number => table.calls.filter(({ name }) => name === "GET /api/desk/calls").length;
    page?.find("call-close").click();
    await until(() => !page?.all("call-panel").length);
    const before = looks();
    await until(() => looks() > before + 2);
    expect(page?.all("call-panel")).toEqual([]);
    press("l");
    await until(() => page?.all("call-panel").length);
  });

  it("does not take the screen from who looks something up", async () => {
    const table = await open("/desk", NOBODY);
    await lookUp();
    table.said["GET /api/desk/calls"] = { items: [{ ...CALL.call, call_id: "k2", state: "ringing", operator: "" }] };
    await until(() => page?.all("call").length);
    expect(page?.all("call-panel")).toEqual([]);
  });

  it("is heard before it has finished: what would be answered is there, and is no answer yet", async () => {
    const saying = (text: string, assist: Assist | null, second: number) => ({ ...CALL, saying: { text, assist, at: `2026-11-26T03:21:0${second}Z` } });
    const ahead = { ...(CALL.answers[0] as Assist), turn: "9", message_id: "", spoken: "异地贷款的，也可以提取。" };
    const table = await open("/desk", { "GET /api/desk/calls/k1": saying("异地贷款", null, 1) });
    await until(() => page?.all("saying").length);
    expect(page?.find("saying").textContent).toContain("异地贷款…");
    expect(page?.find("script-spoken").textContent).toContain("带身份证、借款合同");
    table.said["GET /api/desk/calls/k1"] = saying("异地贷款能提", ahead, 2);
    await until(() => page?.find("script-spoken").textContent === ahead.spoken);
    expect(page?.all("script-ahead")).toHaveLength(1);
    expect(page?.all("adopt")).toEqual([]);
    ["Enter", "e", "w"].forEach((key) => press(key));
    table.said["GET /api/desk/calls/k1"] = saying("异地贷款能提嗯", null, 3);
    await until(() => page?.find("saying").textContent?.includes("嗯"));
    expect(page?.find("script-spoken").textContent).toBe(ahead.spoken);
    table.said["GET /api/desk/calls/k1"] = CALL;
    await until(() => page?.all("adopt").length);
    expect(page?.find("script-spoken").textContent).toContain("带身份证、借款合同");
    expect(table.sent(USES)).toEqual([]);
    expect(page?.all("wrong-answer")).toEqual([]);
  });

  it("does not take away what is being written while it is heard", async () => {
    const table = await open();
    await until(() => page?.all("adopt").length);
    press("e");
    await until(() => page?.all("script-words").length);
    table.said["GET /api/desk/calls/k1"] = { ...CALL, saying: { text: "还有", at: "2026-11-26T03:21:02Z", assist: { ...(CALL.answers[0] as Assist), message_id: "" } } };
    await until(() => page?.all("saying").length);
    expect(page?.all("script-words")).toHaveLength(1);
  });

  it("is answered from the script: written down once, with the words", async () => {
    const table = await open();
    await until(() => page?.all("adopt").length);
    page?.all("piece-answer")[0]?.click();
    await until(() => page?.find("script-spoken").textContent?.includes("可以提取一次"));
    press("Enter");
    press("Enter");
    await until(() => page?.find("used").textContent === "已采纳");
    expect(table.sent(USES)).toEqual([
      { conversation_id: "c9", call_id: "k1", turn_id: "t91", entry_ids: ["e1"], kind: "adopted", words: (CALL.answers[0] as Assist).script.join("\n"), reason: "" },
    ]);
  });

  it("is answered in other words", async () => {
    const table = await open();
    await until(() => page?.all("adopt").length);
    press("e");
    await until(() => page?.all("script-words").length);
    type(page?.find("script-words") ?? null, "带身份证和合同就行。");
    press("Enter", page?.find("script-words"), { ctrlKey: true });
    await until(() => table.sent(USES).length);
    expect(table.sent(USES)[0]).toMatchObject({ kind: "edited", words: "带身份证和合同就行。", turn_id: "t92" });
    await until(() => page?.find("used").textContent === "改后采用");
    expect(copied).toEqual([expect.stringContaining("带身份证和合同就行。\n依据：")]);
  });

  it("keeps the words that could not be written down", async () => {
    await open("/desk", { [USES]: new Refusal(503, "unavailable", "暂时不能记录") });
    await until(() => page?.all("adopt").length);
    press("e");
    await until(() => page?.all("script-words").length);
    press("Enter", page?.find("script-words"), { ctrlKey: true });
    await until(() => page?.text().includes("暂时不能记录"));
    expect(page?.all("script-words")).toHaveLength(1);
  });

  it("hears a wrong answer no more: its office is told", async () => {
    const table = await open("/desk", { "POST /api/desk/conversations/c9/wrong": {} });
    await until(() => page?.all("adopt").length);
    press("w");
    await until(() => page?.all("wrong-answer").length);
    type(page?.find("reason") ?? null, "少了一样材料");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.find("used").textContent === "已报错");
    expect(table.sent("POST /api/desk/conversations/c9/wrong")).toEqual([{ turn_id: "t92", reason: "少了一样材料" }]);
  });

  it("is asked for in the operator's words", async () => {
    const table = await open();
    await until(() => page?.all("call-panel").length);
    type(query(), "异地贷款能提吗");
    press("Enter", query(), { ctrlKey: true });
    await until(() => page?.find("script-spoken").textContent?.includes("异地贷款的"));
    expect(table.sent("POST /api/desk/calls/k1/ask")).toEqual([{ text: "异地贷款能提吗", id: expect.any(String) }]);
  });
});

describe("the code that a caller reads out", () => {
  it("opens what was asked before, on the call that goes on", async () => {
    const table = await open();
    await until(() => page?.all("call-panel").length);
    press("c");
    type(page?.find("desk-code") ?? null, " fd62cm ");
    page?.find("desk-find").closest("form")?.requestSubmit();
    await until(() => page?.all("history").length);
    expect(table.sent("POST /api/desk/calls/k1/code")).toEqual([{ code: "fd62cm" }]);
    expect(page?.find("history").textContent).toContain("公积金一年能提几次");
    await until(() => document.activeElement === page?.find("script")); // the keys of the page work again
  });

  it("opens it without a call too, and answers are then written down for it", async () => {
    const table = await open("/desk", NOBODY);
    type(page?.find("desk-code") ?? null, "FD62CM");
    page?.find("desk-find").closest("form")?.requestSubmit();
    await until(() => page?.all("history").length);
    await lookUp();
    press("Enter", query());
    await until(() => page?.all("adopt").length);
    press("a");
    await until(() => table.sent(USES).length);
    expect(table.sent(USES)[0]).toMatchObject({ conversation_id: "c1", entry_ids: ["e1"], kind: "adopted" });
  });

  it("tells of one that nobody has", async () => {
    await open("/desk", { ...NOBODY, "GET /api/desk/consultations/222222": new Refusal(404, "not_found", "没有这个咨询编号") });
    type(page?.find("desk-code") ?? null, "222222");
    page?.find("desk-find").closest("form")?.requestSubmit();
    await until(() => page?.text().includes("没有这个咨询编号"));
  });

  it("is forgotten with the caller: the next one is somebody else", async () => {
    const table = await open("/desk", NOBODY);
    type(page?.find("desk-code") ?? null, "FD62CM");
    page?.find("desk-find").closest("form")?.requestSubmit();
    await until(() => page?.all("history").length);
    table.said["GET /api/desk/calls"] = replies["GET /api/desk/calls"];
    await until(() => page?.all("call-panel").length);
    expect(page?.all("history")).toEqual([]);
  });
});

describe("a phrase", () => {
  it("is read aloud like an answer, and is nobody's answer", async () => {
    await open("/desk", NOBODY);
    press("/");
    await until(() => page?.all("phrase").length);
    page?.all("phrase")[0]?.click();
    await until(() => page?.find("script-spoken").textContent?.includes("您好"));
    expect(page?.all("adopt")).toEqual([]);
  });
});
