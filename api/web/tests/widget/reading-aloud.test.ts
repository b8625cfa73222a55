import { afterEach, describe, expect, it, vi } from "vitest";

import { chineseVoice, spokenPieces } from "../../widget/src/reading-aloud";

const voice = (lang: string, localService = true) => ({ lang, localService, name: lang }) as SpeechSynthesisVoice;

describe("chineseVoice", () => {
  it.each([
    [["en-US", "zh-HK", "zh-CN"], "zh-CN"],
    [["en-US", "zh_CN"], "zh_CN"],
    [["cmn-Hans-CN"], "cmn-Hans-CN"],
    [["zh-TW"], "zh-TW"],
    [["en-US"], undefined],
    [[], undefined],
  ])("of %j is %s", (languages, expected) => {
    expect(chineseVoice(languages.map((lang) => voice(lang)))?.lang).toBe(expected);
  });

  it("is one of this device before one far away", () => {
    expect(chineseVoice([voice("zh-CN", false), voice("zh-CN")])?.localService).toBe(true);
  });
});

describe("spokenPieces", () => {
  it("cuts at the ends of sentences and loses nothing", () => {
    expect(spokenPieces("一，二。三！\n四\n\n五；")).toEqual(["一，二。", "三！", "四", "五；"]);
    expect(spokenPieces("")).toEqual([]);
  });
});

describe("YihaodaReadAloud", () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.resetModules();
  });

  it("says first that it was generated, then the short answer, then the rest, and can be paused and stopped", async () => {
    const said: string[] = [];
    const speech = Object.assign(new EventTarget(), {
      getVoices: () => [voice("zh-CN")],
      speak: ({ text }: { text: string }) => said.push(text),
      cancel: vi.fn(),
      pause: vi.fn(),
      resume: vi.fn(),
    });
    vi.stubGlobal("speechSynthesis", speech);
    vi.stubGlobal("SpeechSynthesisUtterance", class { constructor(readonly text: string) {} });
    vi.resetModules();
    const { ReadingAloud } = await import("../../widget/src/reading-aloud");
    const reading = new ReadingAloud({ addController: () => undefined, requestUpdate: () => undefined, removeController: () => undefined, updateComplete: Promise.resolve(true) });
    const { wordsToRead } = await import("../../widget/src/reading-aloud");
    reading.read(wordsToRead("短答。", "短答。长答。"));
    expect(said).toEqual(["以下内容由人工智能生成，仅供参考。", "短答。", "长答。"]);
    expect(reading.state).toBe("reading");
    reading.pause();
    expect(reading.state).toBe("paused");
    reading.stop();
    expect(reading.state).toBe("silent");
  });
});
