import { nextTick } from "vue";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { KeptDrafts } from "../../console/src/composables/kept-drafts";
import type { InterpretationContent } from "../../console/src/contracts/content";
import { router } from "../../console/src/router";
import { appears, openDesk, type Desk } from "./desk";
import { type, until } from "./mounting";
import { entry, interpretationContent } from "./records";
import { FakeService } from "./service";

let desk: Desk;
beforeEach(() => localStorage.clear());
afterEach(() => desk.unmount());

const press = (key: string, held: KeyboardEventInit = {}) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
const value = (testid: string) => (desk.find(testid) as HTMLInputElement).value;
const called = (method: string, path: string) => desk.service.calls.filter((call) => call.method === method && call.path === path);

async function open(id = "e1", service = new FakeService()): Promise<void> {
  desk = await openDesk(`/entries/${id}`, service);
  await appears(desk, "field-title");
}

/** Type, and let the page take it in: a person is never as fast as the next line of a test. */
async function write(testid: string, text: string): Promise<void> {
  type(desk.find(testid), text);
  await nextTick();
}

async function confirm(): Promise<void> {
  (await appears(desk, "confirm")).closest("form")?.requestSubmit();
}

describe("editing an entry", () => {
  it("saves with Ctrl+S, and takes the save back from the line that tells of it", async () => {
    await open();
    const before = value("field-title");
    await write("field-title", "改过的标题");
    press("s", { ctrlKey: true });
    await until(() => desk.service.entries.get("e1")?.title === "改过的标题");
    (await appears(desk, "toast-undo")).click();
    await until(() => desk.service.entries.get("e1")?.title === before);
    expect(desk.service.entries.get("e1")?.revision).toBe(5);
  });

  it("undoes and redoes over the whole form", async () => {
    await open();
    const before = value("field-title");
    await write("field-title", "改过的标题");
    press("z", { ctrlKey: true });
    await until(() => value("field-title") === before);
    press("Z", { ctrlKey: true, shiftKey: true });
    await until(() => value("field-title") === "改过的标题");
  });

  it("marks the fields that the service complains of", async () => {
    await open();
    desk.service.fail("/api/entries/e1", 422, "invalid_request", "标题不能为空", [{ field: "content.title", message: "标题不能为空" }]);
    await write("field-title", "");
    desk.find("save").click();
    await until(() => desk.all("faults").length);
    expect(desk.find("field-title").getAttribute("aria-invalid")).toBe("true");
  });

  it("lets who has no right to edit read, and change nothing", async () => {
    const service = new FakeService();
    service.put(entry(1, { actions: ["comment"] }));
    await open("e1", service);
    expect(desk.find("field-title").hasAttribute("readonly")).toBe(true);
    expect([desk.all("save"), desk.all("add-question"), desk.all("remove-row")]).toEqual([[], [], []]);
  });

  it("asks before unsaved words are left", async () => {
    await open();
    await write("field-title", "没保存的");
    await desk.go("/entries");
    await appears(desk, "confirm");
    expect(router.currentRoute.value.path).toBe("/entries/e1");
    await confirm();
    await until(() => router.currentRoute.value.path === "/entries");
    await until(() => desk.service.autosaves.get("e1")?.content.title === "没保存的");
  });

  it("offers the words of a visit that crashed, shows what differs, and restores them", async () => {
    const service = new FakeService();
    service.autosaves.set("e1", { content: interpretationContent({ title: "崩溃前写的" }), base_revision: 3, saved_at: "2026-11-26T02:00:00Z" });
    await open("e1", service);
    expect((await appears(desk, "recovery")).textContent).toContain("崩溃前写的");
    expect(desk.find("field-title").hasAttribute("readonly")).toBe(true);
    desk.find("restore").click();
    await until(() => value("field-title") === "崩溃前写的");
    desk.find("save").click();
    await until(() => desk.service.entries.get("e1")?.title === "崩溃前写的");
    await until(() => !desk.service.autosaves.has("e1"));
  });

  it("merges what others saved: choose, and it is saved", async () => {
    await open();
    await write("field-title", "我的写法");
    desk.service.overtake("e1", (content) => Object.assign(content, { title: "对方的写法", department: "对方的部门" }));
    desk.find("save").click();
    await appears(desk, "conflict");
    expect(desk.find("settle").hasAttribute("disabled")).toBe(true);
    desk.find("choose-theirs").click();
    await until(() => !desk.find("settle").hasAttribute("disabled"));
    desk.find("settle").click();
    await until(() => desk.service.entries.get("e1")?.revision === 5);
    expect(desk.service.entries.get("e1")?.content).toMatchObject({ title: "对方的写法", department: "对方的部门" });
  });
});

describe("rows of the form", () => {
  const questions = () => (desk.service.entries.get("e1")?.content as InterpretationContent).questions;

  it("moves a row with the keyboard", async () => {
    await open();
    desk.all("folded-row")[1]?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", altKey: true, bubbles: true }));
    await until(() => !desk.find("save").hasAttribute("disabled"));
    desk.find("save").click();
    await until(() => questions()[0]?.aspect === "materials");
  });

  it("brings a row back that was deleted", async () => {
    await open();
    desk.find("remove-row").click();
    await until(() => desk.all("folded-row").length === 1);
    (await appears(desk, "toast-undo")).click();
    await until(() => desk.all("folded-row").length === 2);
    expect(desk.find("folded-row").textContent).toContain("一天补多少钱");
  });

  it("picks the clauses that an answer rests on, with their words", async () => {
    const service = new FakeService();
    await open("e1", service);
    desk.find("add-question").click();
    (await appears(desk, "pick-basis")).click();
    const clause = await appears(desk, "basis-clause");
    expect(clause.textContent).toContain("凭服务记录申领");
    clause.querySelector("input")?.click();
    type(desk.find("field-questions.2.question"), "怎么申领？");
    desk.find("save").click();
    await until(() => questions()[2]?.basis.length === 1);
    expect(questions()[2]?.basis[0]).toMatchObject({ clause: "第一条", document_number: "三试发〔2026〕3号" });
  });
});

describe("actions", () => {
  it("asks for the opinion before it sends back", async () => {
    await open();
    desk.find("action-return").click();
    await appears(desk, "confirm");
    expect(desk.find("confirm").hasAttribute("disabled")).toBe(true);
    type(desk.find("reason"), "依据不对");
    await until(() => !desk.find("confirm").hasAttribute("disabled"));
    await confirm();
    await until(() => called("POST", "/api/entries/e1/return").length);
    expect(called("POST", "/api/entries/e1/return")[0]?.body).toEqual({ revision: 3, comment: "依据不对" });
    await until(() => desk.find("state").dataset.life === "returned");
  });

  it("saves first what is unsaved, and submits that revision", async () => {
    await open();
    await write("field-title", "改过再交");
    desk.find("action-submit").click();
    await confirm();
    await until(() => called("POST", "/api/entries/e1/submit").length);
    expect(called("POST", "/api/entries/e1/submit")[0]?.body).toMatchObject({ revision: 4 });
  });

  it("does not act on what could not be saved", async () => {
    await open();
    await write("field-title", "我的写法");
    desk.service.overtake("e1", (content) => Object.assign(content, { title: "对方的写法" }));
    desk.find("action-submit").click();
    await confirm();
    await appears(desk, "merge");
    expect(called("POST", "/api/entries/e1/submit")).toEqual([]);
  });

  it("takes a scheduled publication back", async () => {
    await open();
    desk.find("action-schedule").click();
    await appears(desk, "confirm");
    type(desk.find("action-day"), "2026-12-01T09:00");
    await until(() => !desk.find("confirm").hasAttribute("disabled"));
    await confirm();
    await appears(desk, "scheduled");
    desk.find("toast-undo").click();
    await until(() => desk.all("scheduled").length === 0);
  });
});

describe("a new entry", () => {
  it("has a name in the address from the start, and moves to its own when it is saved", async () => {
    desk = await openDesk("/entries/new?kind=document");
    await appears(desk, "field-title");
    expect(router.currentRoute.value.query.draft).toMatch(/^new-/);
    await write("field-title", "新办法");
    desk.find("save").click();
    await until(() => router.currentRoute.value.path === "/entries/e3");
    expect(desk.service.entries.get("e3")?.kind).toBe("document");
  });

  it("goes on with one that was begun and never saved", async () => {
    const draft = { kind: "interpretation" as const, content: interpretationContent({ title: "写到一半" }), base_revision: 0, saved_at: "2026-11-26T02:00:00Z", synced: false };
    new KeptDrafts("curator").put("new-1", draft);
    desk = await openDesk("/entries/new?kind=interpretation");
    (await appears(desk, "go-on")).click();
    await appears(desk, "field-title");
    await until(() => value("field-title") === "写到一半");
  });
});

describe("beside the form", () => {
  it("asks with the words of the form, saved or not", async () => {
    await open();
    await write("field-title", "没保存的标题");
    type(desk.find("ask-question"), "看天鹅补多少");
    await until(() => !desk.find("ask").hasAttribute("disabled"));
    desk.find("ask-panel").dispatchEvent(new Event("submit"));
    expect((await appears(desk, "turn-draft")).textContent).toContain("达到要求的 62%");
    expect(desk.find("ask-verdict").textContent).toContain("会变");
    expect(called("POST", "/api/preview/ask")[0]?.body).toMatchObject({ entry_id: "e1", content: { title: "没保存的标题" } });
  });

  it("compares revisions and goes back to one that was public, with a reason", async () => {
    const service = new FakeService();
    service.put(entry(1, { published_revision: 3 }));
    await open("e1", service);
    document.querySelector<HTMLElement>("#tab-history")?.click();
    (await appears(desk, "compare")).click();
    expect((await appears(desk, "diff")).querySelectorAll("ins, del")).toHaveLength(2);
    desk.find("rollback").click();
    type(await appears(desk, "reason"), "新标准还没批");
    await until(() => !desk.find("confirm").hasAttribute("disabled"));
    await confirm();
    await until(() => value("field-title").endsWith("（第 2 稿）"));
  });

  it("shows the opinions of others, and adds one", async () => {
    await open();
    document.querySelector<HTMLElement>("#tab-discussion")?.click();
    expect((await appears(desk, "comment")).textContent).toContain("第二问的依据");
    type(desk.find("comment-text"), "已改");
    await until(() => !desk.find("comment-send").hasAttribute("disabled"));
    desk.find("comment-text").closest("form")?.requestSubmit();
    await until(() => desk.all("comment").length === 2);
  });
});
