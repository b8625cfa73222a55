import { afterEach, describe, expect, it } from "vitest";

import { actionLabel, detailsText } from "../../console/src/audit/sentences";
import AuditPage from "../../console/src/pages/AuditPage.vue";
import WatchesPage from "../../console/src/pages/WatchesPage.vue";
import { addressFault, every, resultSentence } from "../../console/src/watches/sentences";
import { mount, type, until, type Mounted } from "./mounting";
import { at, replies, Table } from "./table";

let page: Mounted | null = null;
afterEach(() => page?.unmount());

describe("what stands in the log", () => {
  it.each([
    ["entry.published", "条目 · 发布"],
    ["entry.melted", "条目 · melted"],
    ["unheard", "unheard"],
  ])("%s is %s", (action, label) => {
    expect(actionLabel(action)).toBe(label);
  });

  it("has its details on one line", () => {
    expect(detailsText({ revision: 2, reason: "有误", x: [1] })).toBe("版本：2；原因：有误；x：1");
  });

  it("is written in the words of the pages, without what says nothing", () => {
    const details = { role: "curator", departments: [], method: "password", dry_run: true, decisions: {}, note: null };
    expect(detailsText(details)).toBe("角色：知识维护员；方式：密码；试导入：是");
  });

  it("names what is nested", () => {
    expect(detailsText({ entries: [{ entry: "a", revision: 1 }, { entry: "b", revision: 2 }] })).toBe(
      "条目：条目：a，版本：1、条目：b，版本：2",
    );
  });
});

describe("the audit page", () => {
  it("says that the log is whole, or where it breaks and what to do", async () => {
    const table = new Table();
    page = mount(AuditPage, {}, [await at("/audit")]);
    page.find("verify-audit").click();
    await until(() => page?.text().includes("完整：120 行"));
    table.said["GET /api/audit/verify"] = { ok: false, checked: 40, broken_at: 41, cause: "内容被改过" };
    page.find("verify-audit").click();
    await until(() => page?.text().includes("第 41 行对不上，内容被改过"));
    expect(page.find("verification").dataset.ok).toBe("false");
  });

  it("goes on to older lines, and begins again under a filter", async () => {
    const older = { items: [{ ...replies["GET /api/audit"].items[0], sequence: 1 }], next_before: null };
    const table = new Table();
    page = mount(AuditPage, {}, [await at("/audit")]);
    await until(() => page?.all("row").length === 5);
    table.said["GET /api/audit"] = older;
    page.find("audit-more").click();
    await until(() => page?.all("row").length === 6);
    expect(page.all("audit-more")).toEqual([]);
    type(page.find("audit-actor"), "li");
    page.root.querySelector("form")?.requestSubmit();
    await until(() => page?.all("row").length === 1);
  });
});

describe("watches", () => {
  it.each([[60, "每 1 小时"], [1440, "每天"], [10080, "每 7 天"], [90, "每 90 分钟"]])("%i minutes is %s", (minutes, text) => {
    expect(every(minutes)).toBe(text);
  });

  it.each([["https://www.gov.cn/zhengce/", true], ["www.gov.cn", false], ["ftp://a.cn/", false], ["javascript:alert(1)", false]])("%s may be watched: %s", (address, good) => {
    expect(addressFault(address) === "").toBe(good);
  });

  it("tells of a look what it brought", async () => {
    expect(resultSentence({ found: 3, changed: 0, waiting: 0 })).toBe("列出 3 篇，没有变化。");
    const table = new Table();
    page = mount(WatchesPage, {}, [await at("/watches")]);
    await until(() => page?.all("check-now").length === 3);
    expect(page.find("watch-error").textContent).toContain("没有回应");
    expect(page.find("watch-drafts").querySelector("a")?.textContent).toBe("《示例市图书借阅办法》");
    const [first, ...others] = replies["GET /api/watches"];
    table.said["GET /api/watches"] = [{ ...first, drafts: [{ entry_id: "e11", title: "示例市公园管理办法" }] }, ...others];
    page.find("check-now").click();
    await until(() => page?.text().includes("2 篇有变化，已存成草稿，还有 6 篇在后台看"));
    await until(() => page?.root.querySelector('a[href="#/entries/e11"]'));
  });
});
