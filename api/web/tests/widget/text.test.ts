import { describe, expect, it } from "vitest";

import { parseBlocks, parseRuns, phoneNumbers } from "../../widget/src/text";

describe("parseBlocks", () => {
  it.each([
    ["lines of one paragraph", "一\n二", [{ kind: "paragraph", lines: ["一", "二"] }]],
    ["an empty line between paragraphs", "一\r\n\r\n二", [{ kind: "paragraph", lines: ["一"] }, { kind: "paragraph", lines: ["二"] }]],
    ["a heading on its own", "【依据】", [{ kind: "heading", text: "依据" }]],
    ["a heading before its text", "【依据】第四条", [{ kind: "heading", text: "依据" }, { kind: "paragraph", lines: ["第四条"] }]],
    ["an ordered list", "1. 申请\n2、受理", [{ kind: "list", ordered: true, start: 1, items: ["申请", "受理"] }]],
    ["a list that does not begin at one", "3. 送达", [{ kind: "list", ordered: true, start: 3, items: ["送达"] }]],
    ["a bullet list", "- 身份证\n• 户口簿", [{ kind: "list", ordered: false, start: 1, items: ["身份证", "户口簿"] }]],
    ["a decimal, which is no list", "1.5倍", [{ kind: "paragraph", lines: ["1.5倍"] }]],
    ["nothing", "", []],
  ])("%s", (_name, text, expected) => {
    expect(parseBlocks(text)).toEqual(expected);
  });
});

describe("parseRuns", () => {
  it("keeps every character", () => {
    const line = "拨打 12345，或 0398-1234567。";
    expect(parseRuns(line).map(({ text }) => text).join("")).toBe(line);
  });
});

describe("phoneNumbers", () => {
  it.each([
    ["the hotline", "可拨打12345转人工", false, ["12345"]],
    ["the hotline before 人工", "拨打12345人工服务", false, ["12345"]],
    ["a landline", "咨询 0398-1234567", false, ["03981234567"]],
    ["an emergency", "火警119，急救120。119！", true, ["119", "120"]],
    ["a crisis line", "12356 心理援助热线", true, ["12356"]],
    ["an amount", "补助120元", true, []],
    ["three digits outside an emergency", "第120号", false, []],
    ["part of a longer number", "411200123456", true, []],
    ["an amount of five digits", "12345 元", false, []],
  ])("%s", (_name, text, emergency, expected) => {
    expect(phoneNumbers(text, emergency)).toEqual(expected);
  });
});
