import { nextTick, ref } from "vue";
import { describe, expect, it } from "vitest";

import { History } from "../../console/src/composables/history";
import { useUndo } from "../../console/src/composables/useUndo";

describe("History", () => {
  it("takes typing in quick succession as one step", () => {
    const history = new History("a");
    history.record("ab", 0);
    history.record("abc", 100);
    history.record("abcd", 5_000);
    expect(history.undo()).toBe("abc");
    expect(history.undo()).toBe("a");
    expect(history.undo()).toBeNull();
  });

  it("goes forth again until something else is typed", () => {
    const history = new History("a");
    history.record("b", 0);
    history.undo();
    expect(history.redo()).toBe("b");
    history.undo();
    history.record("c", 1);
    expect(history.canRedo).toBe(false);
    expect(history.undo()).toBe("a");
  });

  it("does not join what is typed after an undo to what came before it", () => {
    const history = new History("a");
    history.record("b", 0);
    history.record("c", 5_000);
    history.undo();
    history.record("d", 5_001);
    expect(history.undo()).toBe("b");
  });

  it("forgets the oldest steps, not the latest", () => {
    const history = new History("0", 0, 3);
    for (let step = 1; step <= 9; step++) history.record(String(step), step);
    expect([history.undo(), history.undo(), history.undo(), history.undo()]).toEqual(["8", "7", "6", null]);
  });
});

describe("useUndo", () => {
  it("brings the whole form back, nested fields too", async () => {
    let now = 0;
    const form = ref({ title: "一", clauses: [{ text: "甲" }] });
    const undo = useUndo(form, () => (now += 10_000));
    const [clause] = form.value.clauses;
    if (clause) clause.text = "乙";
    form.value.clauses.push({ text: "丙" });
    await nextTick();
    undo.undo();
    expect(form.value.clauses).toEqual([{ text: "乙" }]);
    undo.undo();
    expect(form.value.clauses).toEqual([{ text: "甲" }]);
    expect(undo.canUndo).toBe(false);
    undo.redo();
    expect(form.value.clauses).toEqual([{ text: "乙" }]);
  });
});
