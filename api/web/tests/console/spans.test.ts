import { describe, expect, it } from "vitest";

import { oldFirst } from "../../console/src/content/spans";
import type { Span } from "../../console/src/contracts/entries";

const spans = (text: string): Span[] =>
  text.split(" ").map((piece) => ({ op: piece.startsWith("+") ? "insert" : piece.startsWith("-") ? "delete" : "equal", text: piece }));

describe("the pieces of a compared text", () => {
  it.each([
    ["补贴 +八十八 -八十 元", "补贴 -八十 +八十八 元"],
    ["-旧 +新", "-旧 +新"],
    ["+甲 乙 -丙", "+甲 乙 -丙"],
  ])("%s is read as %s", (given, read) => {
    expect(oldFirst(spans(given)).map(({ text }) => text).join(" ")).toBe(read);
  });
});
