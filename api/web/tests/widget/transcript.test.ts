import { describe, expect, it } from "vitest";

import { translator } from "../../widget/src/i18n/language";
import { plainTranscript, type Transcript } from "../../widget/src/transcript";
import { transcriptPage } from "../../widget/src/transcript-page";
import { newTurn } from "../../widget/src/turn";
import { chatReply } from "./replies";

const voice = { language: "zh-CN", say: translator("zh-CN") } as const;
const MARK = voice.say("transcript.mark");

function transcript(question: string, answer = "示例答复。"): Transcript {
  const reply = chatReply({ reply: { text: answer, spoken: "", buttons: [] } });
  const turn = { ...newTurn(question, question, ""), reply, state: "answered" as const };
  const message = { id: 1, author: "person" as const, text: "<b>您好</b>", at: "2026-01-01T00:00:00Z", after: turn.id };
  return { turns: [turn], messages: [message], code: "7K3M9Q", notice: "仅供参考。", at: new Date("2026-03-01T02:00:00Z") };
}

describe("a conversation taken away", () => {
  it("carries mark, notice, code, time and citations, and the mark at the end again", () => {
    const text = plainTranscript(transcript("多久？"), voice);
    for (const part of [MARK, "仅供参考。", "7K3M9Q", "2026年3月1日", "【问】\n多久？", "《示例办法》（示政〔2024〕1号）第四条", "【工作人员】"]) {
      expect(text).toContain(part);
    }
    expect(text.endsWith(MARK)).toBe(true);
    expect(text.match(/7K3M9Q/g)).toHaveLength(1);
  });

  it("is a page with the mark in its metadata, in which everything said is text", () => {
    const html = transcriptPage(transcript("</p><script>alert(1)</script>", "$&<img src=x>"), voice);
    const page = new DOMParser().parseFromString(html, "text/html");
    expect(page.querySelector("script, img, b")).toBeNull();
    expect(page.body.textContent).toContain("<script>alert(1)</script>");
    expect(page.body.textContent).toContain("$&<img src=x>");
    expect(JSON.parse(page.querySelector<HTMLMetaElement>("meta[name=AIGC]")?.content ?? "")).toEqual({
      Label: "1",
      ContentProducer: "一号答",
      ProduceID: "7K3M9Q",
    });
    expect(page.body.textContent?.split(MARK)).toHaveLength(3);
  });
});
