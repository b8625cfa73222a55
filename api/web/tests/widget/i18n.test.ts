import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { YihaodaChat } from "../../widget/src/components/chat";
import { en } from "../../widget/src/i18n/en";
import { bestLanguage, isLanguage, type Language, longDate, translator } from "../../widget/src/i18n/language";
import { filled, type Key } from "../../widget/src/i18n/sentences";
import { zhCN } from "../../widget/src/i18n/zh-CN";
import { zhHant } from "../../widget/src/i18n/zh-Hant";

const places = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe("the languages", () => {
  it.each([
    ["zh-Hant", zhHant],
    ["en", en],
  ])("%s has the same places for values in every sentence", (_language, sentences) => {
    for (const key of Object.keys(zhCN) as Key[]) expect([key, places(sentences[key])]).toEqual([key, places(zhCN[key])]);
  });

  it("have no Chinese left in English, and nothing empty", () => {
    for (const [key, sentence] of Object.entries(en)) expect([key, sentence]).toEqual([key, expect.stringMatching(/^[^\u4E00-\u9FFF]+$/)]);
  });
});

describe("bestLanguage", () => {
  it.each<[wishes: (string | null)[], expected: Language]>([
    [["en"], "en"],
    [["en-GB"], "en"],
    [["zh"], "zh-CN"],
    [["zh-TW"], "zh-Hant"],
    [["zh-Hant-HK"], "zh-Hant"],
    [["zh-Hans-HK"], "zh-CN"],
    [["ZH-hk"], "zh-Hant"],
    [["fr", "en"], "en"],
    [["", null, "de"], "zh-CN"],
    [["english"], "zh-CN"],
    [[], "zh-CN"],
  ])("%j gives %s", (wishes, expected) => {
    expect(bestLanguage(wishes)).toBe(expected);
  });

  it("knows only its own names", () => {
    expect(["en", "zh-Hant", "toString", "", null].map(isLanguage)).toEqual([true, true, false, false, false]);
  });
});

describe("sentences", () => {
  it("take their values as text", () => {
    expect(translator("en")("composer.left", { count: 3 })).toBe("3 characters left");
    expect(filled("{a}{b}", { a: "{b}", b: "$&" })).toBe("{b}$&");
    expect(filled("{a}")).toBe("{a}");
  });

  it.each<[Language, string]>([
    ["zh-CN", "2021年1月1日"],
    ["zh-Hant", "2021年1月1日"],
    ["en", "1 January 2021"],
  ])("write a day in %s", (language, expected) => {
    expect(longDate("2021-01-01", language)).toBe(expected);
  });
});

describe("YihaodaChat", () => {
  beforeEach(() => {
    localStorage.clear();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    document.documentElement.lang = "zh-CN";
  });
  afterEach(() => document.body.replaceChildren());

  async function mount(lang?: string): Promise<ShadowRoot> {
    const chat = new YihaodaChat();
    if (lang) chat.dataset.lang = lang;
    document.body.append(chat);
    await chat.updateComplete;
    return chat.shadowRoot as ShadowRoot;
  }
  const spoken = (root: ShadowRoot) => [
    root.querySelector(".shell")?.getAttribute("lang"),
    root.querySelector("yihaoda-composer")?.shadowRoot?.querySelector("[data-testid=send]")?.textContent,
  ];

  it("speaks the language of the page, or the one it is told", async () => {
    document.documentElement.lang = "zh-HK";
    expect(spoken(await mount())).toEqual(["zh-Hant", "發送"]);
    expect(spoken(await mount("en"))).toEqual(["en", "Send"]);
  });

  it("changes with its menu, inner elements too, and remembers", async () => {
    const root = await mount();
    const menu = root.querySelector("yihaoda-head")?.shadowRoot?.querySelector("[data-testid=language]") as HTMLSelectElement;
    menu.value = "en";
    menu.dispatchEvent(new Event("change"));
    await (root.host as YihaodaChat).updateComplete;
    expect(spoken(root)).toEqual(["en", "Send"]);
    expect(spoken(await mount())).toEqual(["en", "Send"]);
  });
});
