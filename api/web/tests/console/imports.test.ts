import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp, h } from "vue";

import { useImport, type Following } from "../../console/src/composables/useImport";
import { lastAtOrBefore } from "../../console/src/composables/useLinkedScroll";
import type { Decision, Import, ImportRow } from "../../console/src/contracts/imports";
import { readableSize, sortFiles, withoutRepeats } from "../../console/src/imports/accepted";
import { partsOf } from "../../console/src/imports/highlight";
import { choicesFor, decisionsFor, draftsMade, rowsIn, stateCounts } from "../../console/src/imports/rows";
import { awaitsDecision, nextStep } from "../../console/src/imports/sentences";
import type { EventStream } from "../../console/src/imports/signals";
import ImportPage from "../../console/src/pages/ImportPage.vue";
import ImportsPage from "../../console/src/pages/ImportsPage.vue";
import { mount, type, until, type Mounted } from "./mounting";
import { at, replies, Table } from "./table";

const DRY = replies["GET /api/imports/i1"] as unknown as Import;
const rowOf = (n: number): ImportRow => DRY.rows[n - 1] as ImportRow;
let page: Mounted | null = null;
afterEach(() => page?.unmount());

describe("files", () => {
  it("are taken by what can be read; the others are named with the reason", () => {
    const { accepted, refused } = sortFiles([new File(["x"], "办法.DOCX"), new File(["x"], "运行.exe"), new File([], "空.txt")]);
    expect(accepted.map(({ name }) => name)).toEqual(["办法.DOCX"]);
    expect(refused).toEqual([expect.stringContaining("运行.exe"), expect.stringContaining("空文件")]);
  });

  it("dropped twice are sent once", () => {
    const file = new File(["x"], "办法.docx", { lastModified: 1 });
    expect(withoutRepeats([file, file, new File(["xy"], "办法.docx", { lastModified: 1 })])).toHaveLength(2);
  });

  it.each([[0, "0 字节"], [2048, "2 KB"], [5 * 1024 * 1024, "5.0 MB"]])("%i bytes are %s", (bytes, text) => {
    expect(readableSize(bytes)).toBe(text);
  });
});

describe("rows", () => {
  it("stand with what needs a person first", () => {
    expect(rowsIn(DRY.rows, "").map(({ n }) => n)).toEqual([3, 4, 5, 1, 2, 6]);
    expect(rowsIn(DRY.rows, "failed").map(({ n }) => n)).toEqual([3, 4]);
    expect(stateCounts(DRY)[0]).toEqual({ state: "failed", count: 2 });
  });

  it("in question can become a revision of what they are like", () => {
    expect(choicesFor(rowOf(5)).map(({ value }) => value)).toEqual(["revise:e5", "new", "skip"]);
  });

  it("count as drafts once decided, and only decisions on open rows are sent", () => {
    const chosen = new Map<number, Decision>([[5, "new"], [1, "skip"]]);
    expect(decisionsFor(DRY.rows, chosen)).toEqual({ 5: "new" });
    expect(draftsMade(DRY.rows, {})).toBe(2);
    expect(draftsMade(DRY.rows, { 5: "new" })).toBe(3);
    expect(draftsMade(DRY.rows, { 5: "skip" })).toBe(2);
    expect(draftsMade([{ ...rowOf(1), stored: true }], {})).toBe(0);
  });

  it("tell what comes next", () => {
    expect(nextStep(DRY)).toContain("2 行没有读成");
    const nothing = { ...DRY, undecided: 0, counts: { unchanged: 3, failed: 1 } };
    expect(nextStep(nothing)).toBe("没有可以入库的：1 行没有读成，可以改好重传。");
    expect(nextStep({ ...nothing, counts: { unchanged: 3 } })).toContain("完全一样");
    expect(nextStep({ ...DRY, state: "interrupted" })).toContain("继续");
    expect(awaitsDecision({ state: "done", undecided: 1 })).toBe(true);
    expect(awaitsDecision({ state: "done", undecided: 0 })).toBe(false);
  });
});

describe("the sentence in a line", () => {
  it.each([
    ["前句。后句。", "后句。", ["前句。", "*后句。"]],
    ["整行", "整行", ["*整行"]],
    ["行的一部分", "一部分以外的话", ["*行的一部分"]],
    ["没有要找的", "", ["没有要找的"]],
  ])("%s / %s", (text, sentence, expected) => {
    expect(partsOf(text, sentence).map((part) => (part.marked ? "*" : "") + part.text)).toEqual(expected);
  });

  it("scrolls to the last that begins before it", () => {
    const lines = [1, 4, 9].map((line) => {
      const element = document.createElement("p");
      element.dataset.line = String(line);
      return element;
    });
    expect(lastAtOrBefore(lines, 5)).toBe(lines[1]);
    expect(lastAtOrBefore(lines, 0)).toBe(lines[0]);
  });
});

class Stream implements EventStream {
  onerror: ((event: Event) => unknown) | null = null;
  closed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(name, listener);
  }

  tell(name: string, data: unknown): void {
    this.listeners.get(name)?.({ data: JSON.stringify(data) } as MessageEvent<string>);
  }

  close(): void {
    this.closed = true;
  }
}

function follow(stream: Stream): { following: Following; stop: () => void } {
  const found: Following[] = [];
  const app = createApp({
    setup() {
      found.push(useImport("i1", () => stream));
      return () => h("div");
    },
  });
  app.mount(document.createElement("div"));
  return { following: found[0] as Following, stop: () => app.unmount() };
}

describe("an import that goes on", () => {
  const reading = { ...DRY, state: "reading", done: 1 };

  it("moves with the events, keeps its rows, and is read once more at the end", async () => {
    const table = new Table({ "GET /api/imports/i1": reading });
    const stream = new Stream();
    const { following, stop } = follow(stream);
    await until(() => following.current.value);
    stream.tell("progress", { ...reading, done: 4, rows: [] });
    expect(following.current.value).toMatchObject({ done: 4, rows: DRY.rows });
    table.said["GET /api/imports/i1"] = DRY;
    stream.tell("progress", { ...DRY, rows: [] });
    await until(() => stream.closed);
    expect(following.current.value?.state).toBe("read");
    stop();
  });

  it("is asked for where events do not come through, and no longer once the page is left", async () => {
    vi.useFakeTimers();
    const table = new Table({ "GET /api/imports/i1": reading });
    const stream = new Stream();
    const { following, stop } = follow(stream);
    await vi.waitFor(() => expect(following.current.value).not.toBeNull());
    stream.onerror?.(new Event("error"));
    await vi.advanceTimersByTimeAsync(2100);
    expect(table.sent("GET /api/imports/i1")).toHaveLength(2);
    stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(table.sent("GET /api/imports/i1")).toHaveLength(2);
    vi.useRealTimers();
  });
});

describe("the page of an import", () => {
  it("sends what was chosen for a duplicate", async () => {
    const table = new Table({ "POST /api/imports/i1/confirm": DRY });
    page = mount(ImportPage, {}, [await at("/imports/i1")]);
    await until(() => page?.all("decision").length);
    expect(page.find("confirm-import").textContent).toContain("2 条");
    type(page.find("decision"), "new");
    await until(() => page?.find("confirm-import").textContent?.includes("3 条"));
    page.find("confirm-import").click();
    await until(() => page?.all("confirm").length);
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent("POST /api/imports/i1/confirm").length);
    expect(table.sent("POST /api/imports/i1/confirm")).toEqual([{ decisions: { 5: "new" } }]);
  });

  it("says of a failed row what is wrong and how to mend it", async () => {
    new Table();
    page = mount(ImportPage, {}, [await at("/imports/i1")]);
    await until(() => page?.all("row-remedy").length);
    expect(page.find("row-message").textContent).toContain("“答案”是空的");
    page.find("filter-failed").click();
    await until(() => page?.all("import-state").length === 3); // two rows, and the import itself
  });

  it("shows the sentence that a date was read from", async () => {
    new Table();
    page = mount(ImportPage, {}, [await at("/imports/i1")]);
    await until(() => page?.all("preview-row").length);
    page.find("filter-new").click();
    await until(() => page?.all("preview-row").length === 1);
    page.find("preview-row").click();
    await until(() => page?.all("metadata").length);
    page.all("metadata")[3]?.click();
    await until(() => page?.all("marked").length);
    expect(page.find("marked").textContent).toContain("自2026年4月1日起施行");
  });
});

describe("the imports page", () => {
  it("tries files out first, with the defaults of the person", async () => {
    const table = new Table();
    page = mount(ImportsPage, {}, [await at("/imports")]);
    const input = page.find("files") as HTMLInputElement;
    Object.defineProperty(input, "files", { value: [new File(["x"], "办法.docx")] });
    input.dispatchEvent(new Event("change"));
    await until(() => page?.all("chosen-files").length);
    page.root.querySelector<HTMLFormElement>(".new-import")?.requestSubmit();
    await until(() => table.sent("POST /api/imports").length);
    const form = table.sent("POST /api/imports")[0] as FormData;
    expect([form.get("dry_run"), form.get("department")]).toEqual(["true", "人力资源和社会保障局"]);
  });

  it("can be looked at by somebody who may not import", async () => {
    new Table();
    page = mount(ImportPage, {}, [await at("/imports/i1", ["session", "imports.read"])]);
    await until(() => page?.all("preview-row").length);
    for (const action of ["decision", "confirm-import", "mended-file", "next-step"]) expect(page.all(action)).toEqual([]);
  });
});
