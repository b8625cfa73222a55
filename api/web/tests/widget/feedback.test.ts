import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type Rating, YihaodaFeedback } from "../../widget/src/components/feedback";
import type { FeedbackState } from "../../widget/src/turn";

let rated: Rating[];
let asked: number;

async function show(state: FeedbackState): Promise<YihaodaFeedback> {
  const feedback = new YihaodaFeedback();
  feedback.state = state;
  feedback.addEventListener("rate", (event) => rated.push((event as CustomEvent<Rating>).detail));
  feedback.addEventListener("ask-reason", () => asked++);
  document.body.append(feedback);
  await feedback.updateComplete;
  return feedback;
}

const part = <E extends HTMLElement>(feedback: YihaodaFeedback, name: string) =>
  feedback.renderRoot.querySelector<E>(`[data-testid=${name}]`);

describe("YihaodaFeedback", () => {
  beforeEach(() => ([rated, asked] = [[], 0]));
  afterEach(() => document.body.replaceChildren());

  it.each([
    ["a reason", "outdated", "", "outdated"],
    ["own words", "", " 没说多久 ", "没说多久"],
    ["both", "wrong", "数字不对", "wrong：数字不对"],
  ])("sends %s", async (_name, reason, words, expected) => {
    const feedback = await show("asking");
    if (reason) part<HTMLInputElement>(feedback, `reason-${reason}`)?.click();
    (part<HTMLTextAreaElement>(feedback, "reason-words") as HTMLTextAreaElement).value = words;
    part(feedback, "reason-send")?.click();
    expect(rated).toEqual([{ helpful: false, reason: expected }]);
  });

  it("sends no reason where none is given", async () => {
    const feedback = await show("asking");
    part(feedback, "reason-none")?.click();
    part(feedback, "reason-send")?.click();
    expect(rated).toEqual([{ helpful: false }, { helpful: false }]);
  });

  it("can be changed, and moves the focus to the choice", async () => {
    const feedback = await show("unhelpful");
    expect(part(feedback, "helpful")).toBeNull();
    part(feedback, "feedback-change")?.click();
    await feedback.updateComplete;
    part(feedback, "unhelpful")?.click();
    part(feedback, "helpful")?.click();
    await feedback.updateComplete;
    expect([asked, rated]).toEqual([1, [{ helpful: true }]]);
    expect(part(feedback, "feedback-change")).not.toBeNull();
  });

  it("offers the choice again where the rating did not arrive", async () => {
    const feedback = await show("failed");
    expect(part(feedback, "helpful")).not.toBeNull();
    expect(feedback.renderRoot.querySelector("[role=status]")?.textContent).toContain("没有送达");
  });
});
