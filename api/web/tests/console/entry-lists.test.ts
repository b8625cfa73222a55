import { describe, expect, it } from "vitest";

import { nameOf } from "../../console/src/composables/useShortcuts";
import { useSelection } from "../../console/src/composables/useSelection";
import { bodyOf, chinaInstant, leading, offered } from "../../console/src/entries/actions";
import { activeCount, cleared, filtersOf, narrowed, queryOf } from "../../console/src/entries/filters";
import { savedViews } from "../../console/src/entries/views";
import { fileSize } from "../../console/src/entries/sentences";
import { entry } from "./records";

describe("filters in the address", () => {
  it("come back as they went", () => {
    const filters = { ...filtersOf({}), q: "补贴", life: "draft", region: "411202", sort: "due", page: 3 };
    expect(filtersOf(queryOf(filters))).toEqual(filters);
  });

  it("leave the address of the plain list empty", () => {
    expect(queryOf(filtersOf({}))).toEqual({});
  });

  it.each([["0"], ["-2"], ["x"], [""], ["1e9999x"]])("take page %j for a page that exists", (page) => {
    expect(filtersOf({ page }).page).toBe(1);
  });

  it("take the first where an address names one twice", () => {
    expect(filtersOf({ q: ["甲", "乙"], life: null }).q).toBe("甲");
  });

  it("begin on the first page when they change, not when the page is turned", () => {
    const filters = { ...filtersOf({}), page: 4 };
    expect(narrowed(filters, { life: "draft" }).page).toBe(1);
    expect(narrowed(filters, { page: 5 }).page).toBe(5);
  });

  it("are cleared without losing the words searched for", () => {
    const filters = { ...filtersOf({}), q: "补贴", kind: "document", department: "市试验局" };
    expect(activeCount(filters)).toBe(2);
    expect(cleared(filters)).toMatchObject({ q: "补贴", kind: "", department: "" });
  });
});

describe("savedViews", () => {
  it("counts days as China does", () => {
    const due = savedViews("curator", new Date("2026-11-26T17:00:00Z")).find(({ name }) => name === "due");
    expect(due?.filters.due_before).toBe("2026-12-27");
  });
});

describe("actions", () => {
  it("stand in the order of the work, with one that leads", () => {
    const actions = offered({ actions: ["repeal", "edit", "publish", "assign"] });
    expect(actions).toEqual(["publish", "assign", "repeal"]);
    expect(leading(actions)).toBe("publish");
    expect(leading(["assign"])).toBeNull();
  });

  it.each([
    ["submit", { text: "" }, { revision: 3, note: "" }],
    ["return", { text: "请改" }, { revision: 3, comment: "请改" }],
    ["schedule", { day: "2026-12-01T09:00" }, { revision: 3, at: "2026-12-01T09:00:00+08:00" }],
    ["publish", {}, { revision: 3 }],
    ["repeal", { text: "新办法", day: "2026-12-31", successor: "e7" }, { reason: "新办法", repealed_on: "2026-12-31", successor_id: "e7" }],
    ["confirm", {}, {}],
    ["withdraw", { text: "错了" }, { reason: "错了" }],
  ] as const)("%s sends what the service expects", (action, answers, body) => {
    expect(bodyOf(action, { text: "", day: "", successor: "", ...answers }, 3)).toEqual(body);
  });

  it("takes times for China's", () => {
    expect(new Date(chinaInstant("2026-12-01T09:00")).toISOString()).toBe("2026-12-01T01:00:00.000Z");
  });
});

describe("useSelection", () => {
  it("keeps what was chosen on another page", () => {
    let shown = [entry(0), entry(1)];
    const selection = useSelection(() => shown);
    selection.move(1);
    selection.toggle();
    expect(selection.chosen.value.map(({ entry_id }) => entry_id)).toEqual(["e0"]);
    shown = [entry(2)];
    selection.move(1);
    selection.toggle();
    expect(selection.chosen.value.map(({ entry_id }) => entry_id)).toEqual(["e0", "e2"]);
    selection.toggle();
    expect(selection.chosen.value.map(({ entry_id }) => entry_id)).toEqual(["e0"]);
  });

  it("stays within the list", () => {
    const selection = useSelection(() => [entry(0), entry(1)]);
    for (let step = 0; step < 5; step++) selection.move(1);
    expect(selection.current.value).toBe("e1");
    for (let step = 0; step < 5; step++) selection.move(-1);
    expect(selection.current.value).toBe("e0");
  });
});

describe("nameOf", () => {
  it.each([
    [{ key: "S", ctrlKey: true }, "Ctrl+s"],
    [{ key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+z"],
    [{ key: "z", metaKey: true }, "Ctrl+z"],
    [{ key: "ArrowUp", altKey: true }, "Alt+ArrowUp"],
    [{ key: "?", shiftKey: true }, "?"],
  ])("%j is %s", (event, name) => {
    expect(nameOf(new KeyboardEvent("keydown", event))).toBe(name);
  });
});

describe("fileSize", () => {
  it.each([[512, "512 字节"], [48_213, "47 KB"], [5_242_880, "5.0 MB"]])("%d is %s", (bytes, shown) => {
    expect(fileSize(bytes)).toBe(shown);
  });
});
