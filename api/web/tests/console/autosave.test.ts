import { beforeEach, describe, expect, it, vi } from "vitest";

import { Autosaver, type AutosaveService } from "../../console/src/composables/autosaver";
import { KeptDrafts, newDraftId } from "../../console/src/composables/kept-drafts";
import { ProblemError } from "../../shared/problem";
import { interpretationContent } from "./records";

const unsaved = (title: string) => ({ kind: "interpretation" as const, content: interpretationContent({ title }), base_revision: 3 });

describe("Autosaver", () => {
  let service: { [Name in keyof AutosaveService]: ReturnType<typeof vi.fn<AutosaveService[Name]>> };
  let kept: KeptDrafts;
  let saver: Autosaver;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-26T02:00:00Z") });
    localStorage.clear();
    service = {
      get: vi.fn<AutosaveService["get"]>().mockRejectedValue(new ProblemError(404, "not_found")),
      put: vi.fn<AutosaveService["put"]>().mockResolvedValue("2026-11-26T02:00:02Z"),
      drop: vi.fn<AutosaveService["drop"]>().mockResolvedValue(),
    };
    kept = new KeptDrafts("curator");
    saver = new Autosaver("e1", service, kept);
    return () => vi.useRealTimers();
  });

  it("waits two seconds after the last key", async () => {
    saver.changed(unsaved("一"));
    await vi.advanceTimersByTimeAsync(1_500);
    saver.changed(unsaved("一二"));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(service.put).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(500);
    expect(service.put).toHaveBeenCalledExactlyOnceWith("e1", expect.objectContaining({ title: "一二" }), 3);
    expect(saver.state).toBe("saved");
  });

  it("does not wait for ever for who types without a pause", async () => {
    for (let second = 0; second < 11; second++) {
      saver.changed(unsaved("字".repeat(second + 1)));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(service.put).toHaveBeenCalledTimes(1);
  });

  it("keeps the words on this computer when the service is away, and finds them after a crash", async () => {
    service.put.mockRejectedValue(new ProblemError(0, "offline"));
    saver.changed(unsaved("断网时写的"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.state).toBe("local");
    const afterCrash = new Autosaver("e1", service, new KeptDrafts("curator"));
    expect((await afterCrash.recover())?.content.title).toBe("断网时写的");
  });

  it("says so when nobody keeps the words", async () => {
    service.put.mockRejectedValue(new ProblemError(0, "offline"));
    vi.spyOn(kept, "put").mockReturnValue(false);
    saver.changed(unsaved("一"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.state).toBe("failed");
  });

  it("prefers what the service has to an older copy here that it got already", async () => {
    saver.changed(unsaved("这台电脑上的"));
    await vi.advanceTimersByTimeAsync(2_000);
    service.get.mockResolvedValue({ ...unsaved("另一台电脑上后来写的"), saved_at: "2026-11-26T03:00:00Z" });
    expect((await saver.recover())?.content.title).toBe("另一台电脑上后来写的");
  });

  it("falls back to the copy here when the service cannot be asked", async () => {
    saver.changed(unsaved("写过的"));
    await vi.advanceTimersByTimeAsync(2_000);
    service.get.mockRejectedValue(new ProblemError(0, "offline"));
    expect((await saver.recover())?.content.title).toBe("写过的");
  });

  it("keeps nothing after a proper save, even while an autosave was on its way", async () => {
    let arrive: (at: string) => void = () => undefined;
    service.put.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
    saver.changed(unsaved("一"));
    const flushed = saver.flush();
    const dropped = saver.drop();
    arrive("2026-11-26T02:00:02Z");
    await Promise.all([flushed, dropped]);
    expect(kept.get("e1")).toBeNull();
    expect(service.drop.mock.invocationCallOrder[0]).toBeGreaterThan(service.put.mock.invocationCallOrder[0] ?? Infinity);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(service.put).toHaveBeenCalledTimes(1);
  });
});

describe("KeptDrafts", () => {
  beforeEach(() => localStorage.clear());

  it("keeps the drafts of each user apart: computers are shared", () => {
    new KeptDrafts("one").put("new-1", { ...unsaved("一"), saved_at: "2026-11-26T02:00:00Z", synced: false });
    expect(new KeptDrafts("two").begun()).toEqual([]);
    expect(new KeptDrafts("one").begun()).toHaveLength(1);
  });

  it("lists entries that were begun, the latest first, and no changes of stored ones", () => {
    const kept = new KeptDrafts("one");
    kept.put("e1", { ...unsaved("已有的"), saved_at: "2026-11-26T09:00:00Z", synced: false });
    kept.put("new-1", { ...unsaved("早的"), saved_at: "2026-11-26T02:00:00Z", synced: false });
    kept.put("new-2", { ...unsaved("晚的"), saved_at: "2026-11-26T03:00:00Z", synced: true });
    expect(kept.begun().map(({ draft }) => draft.content.title)).toEqual(["晚的", "早的"]);
  });

  it.each(["not json", "null", "[]", '{"content":"x"}', "{}"])("does not trip over %s", (stored) => {
    localStorage.setItem("yihaoda:draft:one:new-1", stored);
    expect(new KeptDrafts("one").get("new-1")).toBeNull();
    expect(new KeptDrafts("one").begun()).toEqual([]);
  });

  it("names every new draft differently", () => {
    expect(new Set(Array.from({ length: 100 }, newDraftId)).size).toBe(100);
  });
});
