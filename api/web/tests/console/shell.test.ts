import { afterEach, describe, expect, it, vi } from "vitest";

import type { Permission } from "../../console/src/access";
import ConfirmDialog from "../../console/src/components/ConfirmDialog.vue";
import DataTable from "../../console/src/components/DataTable.vue";
import ListStates from "../../console/src/components/ListStates.vue";
import { router } from "../../console/src/router";
import { menuOf } from "../../console/src/shell/menu";
import { dismiss, tell, toasts } from "../../console/src/toast";
import { ProblemError } from "../../shared/problem";
import { mount, type, until, type Mounted } from "./mounting";

let page: Mounted | null = null;
afterEach(() => page?.unmount());

const titles = (rights: Permission[]) =>
  menuOf(router.getRoutes(), (permission) => rights.includes(permission)).flatMap(({ items }) =>
    items.map(({ title }) => title),
  );

describe("the menu", () => {
  it("shows an operator the search alone", () => {
    expect(titles(["session", "search"])).toEqual(["查政策"]);
  });

  it("shows more to who may read entries", () => {
    expect(titles(["search", "entries.read"])).toContain("知识条目");
  });
});

describe("DataTable", () => {
  const props = { label: "人", columns: [{ key: "name", label: "名", sortable: true }], rows: [{ id: "a" }, { id: "b" }], rowKey: (row: { id: string }) => row.id };

  it("tells what is selected, all at once too", async () => {
    const seen: string[][] = [];
    page = mount(DataTable, { ...props, selectable: true, "onUpdate:selected": (keys: string[]) => seen.push(keys) });
    page.find("select-all").click();
    await until(() => seen.length);
    expect(seen).toEqual([["a", "b"]]);
  });

  it("asks for another order", async () => {
    const sort = vi.fn();
    page = mount(DataTable, { ...props, onSort: sort });
    page.root.querySelector<HTMLButtonElement>(".sort")?.click();
    expect(sort).toHaveBeenCalledWith("name");
  });
});

describe("ListStates", () => {
  const props = { loading: false, failure: "", empty: true, emptyTitle: "什么也没有" };

  it.each([
    ["loading", { loading: true }, "loading"],
    ["failed", { failure: "断了" }, "failure"],
    ["empty", {}, "empty"],
  ])("%s", (_name, change, testid) => {
    page = mount(ListStates, { ...props, ...change });
    expect(page.all(testid)).toHaveLength(1);
  });
});

describe("ConfirmDialog", () => {
  it("stays open with the cause when what it does fails, and keeps the reason", async () => {
    const run = vi.fn().mockRejectedValue(new ProblemError(409, "conflict", "别人刚改过"));
    page = mount(ConfirmDialog, { open: true, title: "撤回", confirm: "撤回", reasonLabel: "原因", reasonRequired: true, run });
    await until(() => page?.all("confirm").length);
    expect(page.find("confirm").hasAttribute("disabled")).toBe(true);
    type(page.find("reason"), "写错了");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.text().includes("别人刚改过"));
    expect(run).toHaveBeenCalledWith("写错了");
  });
});

describe("toasts", () => {
  it("go by themselves", () => {
    vi.useFakeTimers();
    tell("已保存");
    expect(toasts).toHaveLength(1);
    vi.advanceTimersByTime(8_000);
    expect(toasts).toHaveLength(0);
    vi.useRealTimers();
  });

  it("can be dismissed, twice without harm", () => {
    tell("已保存");
    const id = toasts[0]?.id ?? -1;
    dismiss(id);
    dismiss(id);
    expect(toasts).toHaveLength(0);
  });
});
