import { describe, expect, it } from "vitest";

import { blankChoices, isEditable, readable, settled, unsettled } from "../../console/src/content/choices";
import { nextLabel, numeralOf, valueOf } from "../../console/src/content/clause-labels";
import { differences, labelOf } from "../../console/src/content/compare";
import { gaps } from "../../console/src/content/completeness";
import { setAt, valueAt } from "../../console/src/content/paths";
import { wordsIn } from "../../console/src/content/words";
import type { MergeConflict } from "../../console/src/contracts/entries";
import { documentContent, interpretationContent } from "./records";

describe("paths", () => {
  const content = () => interpretationContent();

  it.each(["questions.1.conclusion", "questions[1].conclusion", "/questions/1/conclusion"])("finds %s", (path) => {
    expect(valueAt(content(), path)).toBe("带服务记录和本人银行卡。");
  });

  it("sets a field in place", () => {
    const changed = content();
    expect(setAt(changed, "questions.1.conclusion", "新的")).toBe(true);
    expect(changed.questions[1]?.conclusion).toBe("新的");
  });

  it.each(["questions.9.conclusion", "title.x.y", ""])("leaves the content alone at %j", (path) => {
    const changed = content();
    expect(setAt(changed, path, "x")).toBe(false);
    expect(changed).toEqual(content());
  });
});

describe("differences", () => {
  it("names each field that changed, as people do", () => {
    const before = documentContent();
    const after = structuredClone(before);
    after.validity.expires_on = "2027-12-31";
    const [first] = after.clauses;
    if (first) first.text = "改过的正文。";
    expect(differences(before, after).map(({ label, after: now }) => [label, now])).toEqual([
      ["有效期至", "2027-12-31"],
      ["条款 1 · 正文", "改过的正文。"],
    ]);
  });

  it("finds nothing between equal contents", () => {
    expect(differences(documentContent(), documentContent())).toEqual([]);
  });

  it("keeps a field readable that it has no word for", () => {
    expect(labelOf("unheard_of")).toBe("unheard_of");
  });
});

describe("gaps", () => {
  it("finds none in complete contents", () => {
    expect(gaps("document", documentContent())).toEqual([]);
    expect(gaps("interpretation", interpretationContent())).toEqual([]);
  });

  it.each([
    ["no title", { title: "  " }, "title"],
    ["no documents", { documents: [] }, "documents"],
    ["ends before it begins", { validity: { effective_from: "2026-02-01", expires_on: "2026-01-31", repealed_on: null } }, "validity.expires_on"],
  ])("%s", (_name, change, field) => {
    expect(gaps("interpretation", interpretationContent(change)).map((gap) => gap.field)).toEqual([field]);
  });

  it("looks into every question", () => {
    const content = interpretationContent();
    const [first, second] = content.questions;
    if (!first || !second) throw new Error("the sample has two questions");
    Object.assign(first, { basis: [], negative: [first.similar[0]] });
    second.question = first.question;
    expect(gaps("interpretation", content).map(({ field }) => field)).toEqual(["questions.0.basis", "questions.0.negative", "questions.1.question"]);
  });
});

describe("clause labels", () => {
  it.each([
    ["第四条", "第五条"],
    ["第十条", "第十一条"],
    ["第十九条", "第二十条"],
    ["第九十九条", "第一百条"],
    ["第一百零九条", "第一百一十条"],
    ["（七）", "（八）"],
    ["3.", "4."],
    ["附则", ""],
    ["", ""],
  ])("%s is followed by %s", (last, next) => {
    expect(nextLabel(last)).toBe(next);
  });

  it("reads every numeral that it writes", () => {
    for (let value = 1; value <= 999; value++) expect(valueOf(numeralOf(value)), numeralOf(value)).toBe(value);
  });
});

describe("wordsIn", () => {
  it("takes a pasted list apart, without blanks and doubles", () => {
    expect(wordsIn(" 甲 \r\n\n乙\n甲\n丙丙丙丙", 3)).toEqual(["甲", "乙", "丙丙丙"]);
  });
});

describe("choices of a merge", () => {
  const conflicts: MergeConflict[] = [
    { path: "title", label: "标题", base: "原", mine: "我", theirs: "他" },
    { path: "keywords", label: "关键词", base: [], mine: ["甲"], theirs: ["乙"] },
    { path: "validity.expires_on", label: "有效期至", base: null, mine: "2026-01-01", theirs: null },
  ];

  it("counts what is not settled", () => {
    const choices = blankChoices(conflicts);
    expect(unsettled(conflicts, choices)).toBe(3);
    choices.title = { side: "theirs", text: "" };
    expect(unsettled(conflicts, choices)).toBe(2);
  });

  it("gives the chosen side, lists as they are, or what was written anew", () => {
    const chosen = settled(conflicts, {
      title: { side: "edited", text: "第三种" },
      keywords: { side: "theirs", text: "" },
      "validity.expires_on": { side: "mine", text: "" },
    });
    expect([...chosen]).toEqual([["title", "第三种"], ["keywords", ["乙"]], ["validity.expires_on", "2026-01-01"]]);
  });

  it("offers to write words anew, not lists", () => {
    expect(conflicts.map(isEditable)).toEqual([true, false, false]);
  });

  it.each([
    [null, "（空）"],
    [["甲", "乙"], "甲；乙"],
    [{ title: "办法", clause: "第二条", url: "" }, "办法 第二条"],
  ])("shows %j readably", (value, shown) => {
    expect(readable(value)).toBe(shown);
  });
});
