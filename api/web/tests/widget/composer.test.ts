import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { YihaodaComposer } from "../../widget/src/components/composer";
import { looksPersonal } from "../../widget/src/personal";

let asked: string[];
let sent: string[];

async function mount(answer: (typed: string) => Promise<string[]> = async () => ["甲问？", "乙问？"]): Promise<YihaodaComposer> {
  const composer = new YihaodaComposer();
  composer.suggest = (typed) => {
    asked.push(typed);
    return answer(typed);
  };
  composer.addEventListener("send", (event) => sent.push((event as CustomEvent<string>).detail));
  document.body.append(composer);
  await composer.updateComplete;
  return composer;
}

const boxOf = (composer: YihaodaComposer) => composer.renderRoot.querySelector("textarea") as HTMLTextAreaElement;
const options = (composer: YihaodaComposer) => [...composer.renderRoot.querySelectorAll("[role=option]")];

function input(composer: YihaodaComposer, text: string, isComposing = false): void {
  boxOf(composer).value = text;
  boxOf(composer).dispatchEvent(new InputEvent("input", { isComposing }));
}

async function type(composer: YihaodaComposer, text: string): Promise<void> {
  input(composer, text);
  await vi.advanceTimersByTimeAsync(250);
  await composer.updateComplete;
}

async function press(composer: YihaodaComposer, key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...init });
  boxOf(composer).dispatchEvent(event);
  await composer.updateComplete;
  return event;
}

describe("YihaodaComposer", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    [asked, sent] = [[], []];
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("asks once the typing pauses, and shows what came as a list of a combobox", async () => {
    const composer = await mount();
    for (const text of ["高", "高龄", "高龄津"]) input(composer, text);
    await vi.advanceTimersByTimeAsync(250);
    await composer.updateComplete;
    expect(asked).toEqual(["高龄津"]);
    expect(options(composer).map((option) => option.textContent?.trim())).toEqual(["甲问？", "乙问？"]);
    expect(boxOf(composer).getAttribute("aria-expanded")).toBe("true");
    expect(boxOf(composer).hasAttribute("aria-activedescendant")).toBe(false);
  });

  it.each([
    ["one character", "高"],
    ["a long text", "高".repeat(41)],
    ["several lines", "高龄\n津贴"],
    ["a telephone number", "我是13800138000"],
    ["an address", "a@b.cn 问"],
    ["white space", "   "],
  ])("asks nothing for %s", async (_name, text) => {
    await type(await mount(), text);
    expect(asked).toEqual([]);
  });

  it("asks and sends nothing while an input method composes", async () => {
    const composer = await mount();
    input(composer, "gaoling", true);
    await press(composer, "Enter", { isComposing: true });
    await vi.advanceTimersByTimeAsync(500);
    expect([asked, sent]).toEqual([[], []]);
    boxOf(composer).dispatchEvent(new CompositionEvent("compositionend"));
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toEqual(["gaoling"]);
  });

  it("moves through the list and back to what was typed, and sends what is marked", async () => {
    const composer = await mount();
    await type(composer, "高龄");
    const marked: (string | null)[] = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) {
      await press(composer, key);
      marked.push(boxOf(composer).getAttribute("aria-activedescendant"));
    }
    expect(marked).toEqual(["question-0", "question-1", null, "question-1"]);
    expect(options(composer).map((option) => option.getAttribute("aria-selected"))).toEqual(["false", "true"]);
    await press(composer, "Enter");
    expect(sent).toEqual(["乙问？"]);
    expect([boxOf(composer).value, options(composer)]).toEqual(["", []]);
  });

  it("sends what was typed where nothing is marked", async () => {
    const composer = await mount();
    await type(composer, "高龄");
    await press(composer, "Enter");
    expect(sent).toEqual(["高龄"]);
  });

  it("keeps Escape to itself while the list is open", async () => {
    const composer = await mount();
    await type(composer, "高龄");
    expect((await press(composer, "Escape")).defaultPrevented).toBe(true);
    expect(options(composer)).toEqual([]);
    expect((await press(composer, "Escape")).defaultPrevented).toBe(false);
    expect(boxOf(composer).value).toBe("高龄");
  });

  it("forgets a list that comes late, and goes on where there is none", async () => {
    let answer: (found: string[]) => void = () => undefined;
    const composer = await mount((typed) => (typed === "高龄" ? new Promise((resolve) => (answer = resolve)) : Promise.reject(new Error("down"))));
    await type(composer, "高龄");
    await type(composer, "高龄津贴");
    answer(["迟到？"]);
    await vi.advanceTimersByTimeAsync(10);
    await composer.updateComplete;
    expect(options(composer)).toEqual([]);
  });
});

describe("looksPersonal", () => {
  it.each([
    ["13800138000", true],
    ["１３８ ０013-8000", true],
    ["411202199001011234", true],
    ["x@y", true],
    ["国办函〔2020〕109号", false],
    ["12345", false],
    ["2020年1月1日", false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(looksPersonal(text)).toBe(expected);
  });
});
