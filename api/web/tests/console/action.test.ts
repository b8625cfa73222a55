import { describe, expect, it, vi } from "vitest";

import { useAction } from "../../console/src/composables/useAction";

/** An answer that comes when the test says so. */
function later() {
  const settle: { arrive?: () => void; fail?: () => void } = {};
  const answer = new Promise<void>((resolve, reject) => {
    settle.arrive = resolve;
    settle.fail = () => reject(new Error("too late"));
  });
  return { answer, arrive: () => settle.arrive?.(), fail: () => settle.fail?.() };
}

describe("useAction", () => {
  it("does not do twice what changes something", async () => {
    const { busy, run } = useAction();
    const [first, second] = [later(), vi.fn(() => Promise.resolve())];
    const done = run(() => first.answer);
    expect(await run(second)).toBe(false);
    expect(second).not.toHaveBeenCalled();
    first.arrive();
    expect(await done).toBe(true);
    expect(busy.value).toBe(false);
  });

  it("looks up anew, and what the older look-up brings no longer counts", async () => {
    const { busy, failure, run } = useAction("replace");
    const [older, newer] = [later(), later()];
    const [first, second] = [run(() => older.answer), run(() => newer.answer)];
    older.fail();
    expect(await first).toBe(false);
    expect([busy.value, failure.value]).toEqual([true, ""]);
    newer.arrive();
    expect(await second).toBe(true);
    expect(busy.value).toBe(false);
  });

  it("says why it failed, and may be tried again", async () => {
    const { failure, run } = useAction();
    expect(await run(() => Promise.reject(new Error("no network")))).toBe(false);
    expect(failure.value).not.toBe("");
    expect(await run(() => Promise.resolve())).toBe(true);
    expect(failure.value).toBe("");
  });
});
