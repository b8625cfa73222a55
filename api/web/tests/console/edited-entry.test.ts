import { beforeEach, describe, expect, it, vi } from "vitest";

import { EditedEntry } from "../../console/src/composables/edited-entry";
import { ProblemError } from "../../shared/problem";
import type { InterpretationContent } from "../../console/src/contracts/content";
import type { Entry } from "../../console/src/contracts/entries";
import { FakeService } from "./service";

describe("EditedEntry", () => {
  let service: FakeService;
  let edited: EditedEntry;
  const content = () => edited.content as InterpretationContent;

  beforeEach(async () => {
    service = new FakeService();
    vi.stubGlobal("fetch", service.fetch);
    edited = new EditedEntry();
    await edited.load("e1");
  });

  it("is unsaved from the first change on, and no longer when it is taken back", () => {
    expect(edited.dirty).toBe(false);
    const before = content().title;
    content().title = "改";
    expect(edited.dirty).toBe(true);
    content().title = before;
    expect(edited.dirty).toBe(false);
  });

  it("saves as the next revision", async () => {
    content().title = "改";
    expect((await edited.save("改标题"))?.revision).toBe(4);
    expect([edited.base, edited.dirty]).toEqual([4, false]);
  });

  it("keeps what was typed while it was being saved", async () => {
    content().title = "改";
    const saving = edited.save("改标题");
    content().title = "改了又改";
    await saving;
    expect(content().title).toBe("改了又改");
    expect(edited.dirty).toBe(true);
    expect((await edited.save("再改"))?.title).toBe("改了又改");
  });

  it("merges what others saved, and loses neither side", async () => {
    content().title = "我的标题";
    content().field_name = "我的领域";
    service.overtake("e1", (theirs) => Object.assign(theirs, { title: "对方的标题", department: "对方的部门" }));
    expect(await edited.save("改")).toBeNull();
    expect(edited.merge?.conflicts.map(({ path }) => path)).toEqual(["title"]);
    edited.settle(new Map([["title", "两人商定的标题"]]));
    expect(content()).toMatchObject({ title: "两人商定的标题", field_name: "我的领域", department: "对方的部门" });
    expect((await edited.save("合并"))?.revision).toBe(5);
  });

  it("has my words still when the merge is put off", async () => {
    content().title = "我的标题";
    service.overtake("e1", (theirs) => Object.assign(theirs, { title: "对方的标题" }));
    await edited.save("改");
    edited.merge = null;
    expect(content().title).toBe("我的标题");
    expect(edited.dirty).toBe(true);
    await edited.save("再试");
    expect(edited.merge).not.toBeNull();
  });

  it("finds the fields that the service complains of", async () => {
    service.fail("/api/entries/e1", 422, "invalid_request", "缺少结论", [{ field: "content.questions.0.conclusion", message: "缺少结论" }, "junk"]);
    content().title = "改";
    await expect(edited.save("改")).rejects.toBeInstanceOf(ProblemError);
    expect(edited.faults).toEqual([{ field: "questions.0.conclusion", message: "缺少结论" }]);
    expect(content().title).toBe("改");
  });

  it("keeps unsaved words when an action returns the entry", async () => {
    content().title = "没保存的";
    edited.take({ ...(service.entries.get("e1") as Entry), assignee: "reviewer" });
    expect(content().title).toBe("没保存的");
    expect(edited.entry?.assignee).toBe("reviewer");
  });

  it("creates what was begun", async () => {
    edited.begin("document");
    expect([edited.entry, edited.dirty]).toEqual([null, false]);
    Object.assign(edited.content ?? {}, { title: "新文件" });
    expect((await edited.save("新建"))?.revision).toBe(1);
  });
});
