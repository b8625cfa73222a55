import { describe, expect, it } from "vitest";

import type { SearchHit } from "../../console/src/contract";
import { plainResult, spokenSentence } from "../../console/src/reading";
import { citation } from "../widget/replies";

function hit(change: Partial<SearchHit>): SearchHit {
  return {
    entry_id: "e1",
    passage_id: "e1@1#1",
    kind: "clause",
    title: "示例办法",
    heading: [],
    text: "第一句。第二句。",
    spoken: "",
    score: 0.5,
    features: {},
    matched_question: "",
    citations: [citation()],
    department: "",
    region: "000000",
    ...change,
  };
}

describe("spokenSentence", () => {
  it.each([
    ["written for the ear", { spoken: "口语。" }, "口语。"],
    ["first sentence", {}, "第一句。"],
    ["no full stop", { text: "一行\n二行" }, "一行"],
  ])("%s", (_name, change, expected) => {
    expect(spokenSentence(hit(change))).toBe(expected);
  });
});

describe("plainResult", () => {
  it("names the source and whether it is in force", () => {
    const text = plainResult(hit({ citations: [citation({ status: "repealed" })] }));
    expect(text).toContain("依据：《示例办法》（示政〔2024〕1号）第四条（已废止）");
  });
});
