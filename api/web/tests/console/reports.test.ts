import { afterEach, describe, expect, it, vi } from "vitest";

import type { Permission } from "../../console/src/access";
import ReportList from "../../console/src/components/reports/ReportList.vue";
import HomePage from "../../console/src/pages/HomePage.vue";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, Table } from "./table";

const DECISION = "POST /api/reports/r1/decision";
const WITHDRAWAL = "POST /api/reports/r1/withdraw";
let page: Mounted | null = null;
afterEach(() => page?.unmount());

async function open(rights: Permission[] = ["reports.read", "reports", "entries.publish"], said: Record<string, unknown> = {}): Promise<Table> {
  const table = new Table(said);
  page = mount(ReportList, {}, [await at("/account", ["session", ...rights])]);
  await until(() => page?.all("all-reports").length);
  page.find("all-reports").click();
  await until(() => page?.all("report").length === 3);
  return table;
}

async function confirm(reason: string): Promise<void> {
  await until(() => page?.all("reason").length);
  type(page?.find("reason") ?? null, reason);
  await until(() => !page?.find("confirm").hasAttribute("disabled"));
  page?.find("dialog").querySelector("form")?.requestSubmit();
}

describe("what the desk found wrong", () => {
  it("stands with question, answer and proposal, and what became of it", async () => {
    await open();
    expect(page?.all("report")).toHaveLength(3);
    expect(page?.all("report")[0]?.textContent).toContain("市民按自然年理解");
    await until(() => page?.text().includes("李静"));
    expect(page?.all("decided").map(({ textContent }) => textContent)).toEqual(["已采纳 · 李静 · 2026-11-26 10:00 · 已补充计算办法"]);
    expect(page?.all("accept")).toHaveLength(2);
  });

  it.each([
    [["reports.read"], 0, 0],
    [["reports.read", "reports"], 2, 0],
    [["reports.read", "entries.publish"], 0, 2],
  ] as [Permission[], number, number][])("offers to %j what they may do", async (rights, decisions, withdrawals) => {
    await open(rights);
    expect([page?.all("reject").length, page?.all("withdraw").length]).toEqual([decisions, withdrawals]);
  });

  it("is rejected with a reason", async () => {
    const table = await open();
    page?.all("reject")[0]?.click();
    await until(() => page?.all("confirm").length);
    expect(page?.find("confirm").hasAttribute("disabled")).toBe(true);
    await confirm("条文就是这样写的");
    await until(() => table.sent(DECISION).length);
    expect(table.sent(DECISION)).toEqual([{ state: "rejected", reason: "条文就是这样写的" }]);
  });

  it("is accepted without one", async () => {
    const table = await open();
    page?.all("accept")[0]?.click();
    await until(() => page?.all("confirm").length);
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent(DECISION).length);
    expect(table.sent(DECISION)).toEqual([{ state: "accepted", reason: "" }]);
  });

  it("takes the entry back at once, confirmed", async () => {
    const table = await open();
    page?.all("withdraw")[0]?.click();
    await confirm("答复会误导市民");
    await until(() => table.sent(WITHDRAWAL).length);
    expect(table.sent(WITHDRAWAL)).toEqual([{ reason: "答复会误导市民", confirm: true }]);
  });

  it("is all that was ever said of an entry, on its page", async () => {
    const asked: string[] = [];
    new Table();
    const answer = globalThis.fetch;
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => (asked.push(url), answer(url, init)));
    page = mount(ReportList, { entry: "e1" }, [await at("/account", ["session", "reports.read"])]);
    await until(() => page?.all("report").length === 3);
    expect(asked).toContain("/api/reports?entry_id=e1");
    expect(page.root.querySelector(".report a")).toBeNull();
  });

  it("says why it could not be decided", async () => {
    await open(undefined, { [DECISION]: new Refusal(409, "decided", "别人已经处理了") });
    page?.all("reject")[0]?.click();
    await confirm("不对");
    await until(() => page?.text().includes("别人已经处理了"));
  });
});

describe("the first page", () => {
  it("counts what is open", async () => {
    new Table();
    page = mount(HomePage, {}, [await at("/home")]);
    await until(() => page?.text().includes("2 条待处理"));
  });

  it("leaves it out for who may not read it", async () => {
    const table = new Table();
    page = mount(HomePage, {}, [await at("/home", ["session", "entries.read"])]);
    await until(() => page?.all("tasks").length);
    expect(table.calls.map(({ name }) => name)).not.toContain("GET /api/reports");
  });
});
