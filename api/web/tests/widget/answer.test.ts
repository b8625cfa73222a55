import { afterEach, describe, expect, it } from "vitest";

import type { ChatReply, ReplyButton } from "../../shared/contract";
import { plainAnswer } from "../../widget/src/citation-text";
import { YihaodaAnswer } from "../../widget/src/components/answer";
import { translator } from "../../widget/src/i18n/language";
import { chatReply, citation } from "./replies";

async function show(change: Partial<ChatReply>): Promise<ShadowRoot> {
  const answer = new YihaodaAnswer();
  answer.reply = chatReply(change);
  answer.outcome = answer.reply.outcome;
  document.body.append(answer);
  await answer.updateComplete;
  await Promise.all([...(answer.shadowRoot?.querySelectorAll("yihaoda-citation") ?? [])].map((card) => card.updateComplete));
  return answer.shadowRoot as ShadowRoot;
}

const withText = (text: string, buttons: ReplyButton[] = []) => ({ reply: { text, spoken: "", buttons } });

describe("YihaodaAnswer", () => {
  afterEach(() => document.body.replaceChildren());

  it.each([
    ["an image", "<img src=x onerror=alert(1)>"],
    ["a script", "<script>alert(1)</script>"],
    ["an entity", "&lt;b&gt;"],
    ["in a list", "1. <svg onload=alert(1)>"],
    ["in a heading", "【<i>x</i>】"],
  ])("shows %s as text", async (_name, text) => {
    const shown = (await show(withText(text))).querySelector(".text");
    expect(shown?.textContent?.trim()).toBe(text.replace(/^1\. |[【】]/g, ""));
    expect(shown?.querySelector("img, script, svg, i")).toBeNull();
  });

  it("shows markup in a citation as text", async () => {
    const root = await show({ citations: [citation({ title: "<b>x</b>", quote: "<img src=x>" })] });
    const card = root.querySelector("yihaoda-citation")?.shadowRoot;
    expect(card?.querySelector("b, img")).toBeNull();
    expect(card?.querySelector("blockquote")?.textContent).toBe("<img src=x>");
  });

  it("names the basis once, in the citations", async () => {
    const root = await show({ citations: [citation()], ...withText("可以。\n依据：《示例办法》第四条\n咨询：示例局。") });
    const lines = [...root.querySelectorAll(".text p")].map((line) => line.textContent.trim());
    expect(lines).toEqual(["可以。", "咨询：示例局。"]);
  });

  it.each([
    ["https://example.org/a", "https://example.org/a"],
    ["javascript:alert(1)", undefined],
    ["data:text/html,x", undefined],
    ["", undefined],
  ])("links a citation with address %j to %s", async (url, expected) => {
    const root = await show({ citations: [citation({ url })] });
    expect(root.querySelector("yihaoda-citation")?.shadowRoot?.querySelector("a")?.getAttribute("href") ?? undefined).toBe(expected);
  });

  it("offers the numbers of an emergency", async () => {
    const root = await show({ outcome: "emergency", citations: [], ...withText("火警 119，急救 120。") });
    const calls = [...root.querySelectorAll(".call")].map((call) => call.getAttribute("href"));
    expect(calls).toEqual(["tel:119", "tel:120"]);
  });

  it("offers the hotline on handoff even where the text does not name it", async () => {
    const root = await show({ outcome: "handoff", citations: [], ...withText("好的。") });
    expect(root.querySelector(".call")?.getAttribute("href")).toBe("tel:12345");
  });

  it("hands on the button that was chosen", async () => {
    const button = { title: "高龄津贴", payload: "/choose{}" };
    const root = await show({ outcome: "clarification", ...withText("哪一项？", [button]) });
    const chosen = new Promise((resolve) => {
      root.host.addEventListener("choose", (event) => resolve((event as CustomEvent).detail));
    });
    root.querySelector<HTMLButtonElement>(".choice")?.click();
    expect(await chosen).toEqual(button);
  });
});

const voice = { language: "zh-CN", say: translator("zh-CN") } as const;

describe("plainAnswer", () => {
  it("carries basis, status, consult code and notice", () => {
    expect(plainAnswer(chatReply(), "仅供参考。", voice)).toBe(
      "示例答复。\n\n依据：\n《示例办法》（示政〔2024〕1号）第四条：“示例条款。”（现行有效）\n\n咨询编号：7K3M9Q\n\n仅供参考。",
    );
  });

  it("says that a rule is about to end, in the words of the service", () => {
    const ending = citation({ status_text: "将于2026年7月1日期满失效" });
    expect(plainAnswer(chatReply({ citations: [ending] }), "", voice)).toContain("（将于2026年7月1日期满失效）");
  });

  it("leaves out what is not there", () => {
    expect(plainAnswer(chatReply({ citations: [], consult_code: "" }), "仅供参考。", voice)).toBe("示例答复。\n\n仅供参考。");
  });
});
