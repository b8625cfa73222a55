import { describe, expect, it } from "vitest";

import { type Choice, policy, snippet } from "../../portal/snippet";

const ORIGIN = "https://zixun.example.gov.cn";
const choice = (change: Partial<Choice> = {}): Choice => ({ mode: "launcher", site: "", region: "", lang: "", examples: "", ...change });

describe("snippet", () => {
  it.each([
    [choice(), `<script src="${ORIGIN}/widget.js" data-mode="launcher" async></script>`],
    [
      choice({ mode: "inline", site: " portal ", region: "411202", lang: "en", examples: "一？\n\n 二？ " }),
      `<script src="${ORIGIN}/widget.js" data-site="portal" data-mode="inline" data-region="411202" data-lang="en" data-examples="一？|二？" async></script>`,
    ],
  ])("is one line for %o", (chosen, expected) => {
    expect(snippet(chosen, ORIGIN)).toBe(expected);
  });

  it.each(['"><script>alert(1)</script>', "&quot;", "a\tb", "😀"])("keeps %j inside its attribute", (site) => {
    const page = new DOMParser().parseFromString(snippet(choice({ site }), ORIGIN), "text/html");
    expect(page.querySelectorAll("script")).toHaveLength(1);
    expect(page.querySelector("script")?.dataset.site).toBe(site);
  });
});

describe("policy", () => {
  it("allows calls, or a frame instead", () => {
    expect(policy(choice(), ORIGIN)).toBe(`script-src ${ORIGIN}; connect-src ${ORIGIN};`);
    expect(policy(choice({ mode: "frame" }), ORIGIN)).toBe(`script-src ${ORIGIN}; frame-src ${ORIGIN};`);
  });
});
