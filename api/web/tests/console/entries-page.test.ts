import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { router } from "../../console/src/router";
import { appears, openDesk, type Desk } from "./desk";
import { type, until } from "./mounting";
import { FakeService } from "./service";

let desk: Desk;
beforeEach(() => localStorage.clear());
afterEach(() => desk.unmount());

const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const titles = () => desk.all("entry-link").map((link) => link.textContent);

describe("the list of entries", () => {
  it("looks for what is typed, and keeps it in the address", async () => {
    desk = await openDesk("/entries");
    await appears(desk, "row");
    type(desk.find("entry-query"), "怎么领");
    desk.find("entry-query").closest("form")?.requestSubmit();
    await until(() => desk.all("row").length === 1);
    expect(router.currentRoute.value.query).toEqual({ q: "怎么领" });
  });

  it("narrows by state, and says when nothing is left", async () => {
    desk = await openDesk("/entries?q=没有这样的标题");
    await appears(desk, "empty");
    await desk.go("/entries");
    (await appears(desk, "life-draft")).click();
    await until(() => desk.all("row").length === 1);
    expect(router.currentRoute.value.query).toEqual({ life: "draft" });
  });

  it("tells why it failed, and tries again", async () => {
    const service = new FakeService();
    service.fail("/api/entries", 503, "unavailable", "数据库正在维护");
    desk = await openDesk("/entries", service);
    expect((await appears(desk, "failure")).textContent).toContain("数据库正在维护");
    desk.find("retry").click();
    await appears(desk, "row");
  });

  it("turns pages of a long list", async () => {
    desk = await openDesk("/entries", new FakeService(120));
    (await appears(desk, "next-page")).click();
    await until(() => desk.text().includes("第 2 / 3 页"));
    expect(titles()[0]).toContain("第 50 号");
  });

  it("goes by keys: down, select, open", async () => {
    desk = await openDesk("/entries");
    await appears(desk, "row");
    press("j");
    press("j");
    press("x");
    await until(() => desk.all("bulk-bar").length);
    expect(desk.find("bulk-bar").textContent).toContain("已选 1 条");
    press("Enter");
    await until(() => router.currentRoute.value.path === "/entries/e1");
  });

  it("shows the keys at ?", async () => {
    desk = await openDesk("/entries");
    await appears(desk, "row");
    press("?");
    expect((await appears(desk, "shortcut-help")).textContent).toContain("选择或取消选择");
  });

  it("tells of each entry that a bulk action could not do, and keeps it selected", async () => {
    desk = await openDesk("/entries");
    await appears(desk, "row");
    desk.find("select-all").click();
    (await appears(desk, "bulk-approve")).click();
    (await appears(desk, "confirm")).closest("form")?.requestSubmit();
    expect((await appears(desk, "bulk-outcome")).textContent).toContain("2 条办成，1 条没有办成");
    expect(desk.find("bulk-failed").textContent).toContain("不能审核自己写的内容");
    expect(desk.find("bulk-bar").textContent).toContain("已选 1 条");
  });

  it("shows what the gate found, and publishes with a reason", async () => {
    desk = await openDesk("/entries");
    await appears(desk, "row");
    desk.find("select-all").click();
    (await appears(desk, "bulk-publish")).click();
    (await appears(desk, "confirm")).closest("form")?.requestSubmit();
    expect((await appears(desk, "gate-findings")).textContent).toContain("发布后答不出");
    type(desk.find("gate-reason"), "已核对");
    desk.find("gate-reason").closest("form")?.requestSubmit();
    await until(() => desk.service.calls.at(-2)?.body && desk.text().includes("已按您写的原因发布"));
    expect(desk.service.calls.filter(({ path }) => path.endsWith("/bulk")).at(-1)?.body).toMatchObject({ despite_gate: "已核对" });
  });
});
