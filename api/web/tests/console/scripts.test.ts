import { describe, expect, it } from "vitest";

import type { SearchReply } from "../../console/src/contract";
import type { Assist, CallView } from "../../console/src/contracts/calls";
import { answerTo, lasting, questionOf } from "../../console/src/desk/calls";
import { plainScript, scriptOfAssist, scriptOfHit, sentencesOf } from "../../console/src/desk/script";
import { replies } from "./table";

const CALL = replies["GET /api/desk/calls/k1"] as unknown as CallView;
const FOUND = replies["GET /api/search"] as unknown as SearchReply;

describe("a script", () => {
  it.each([
    ["一句。两句！还有？没完", ["一句。", "两句！", "还有？", "没完"]],
    ["第一行\n第二行。\n\n", ["第一行", "第二行。"]],
    ["", []],
  ])("%j is read sentence by sentence", (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it("of a result says the sentence for the ear once", () => {
    const script = scriptOfHit(FOUND.results[0] as SearchReply["results"][number], "公积金");
    expect(script.spoken).toBe("偿还住房贷款本息的，每年可以提取一次。");
    expect(script.sentences).toHaveLength(2);
  });

  it("of a call is for that caller, and carries what a ticket needs", () => {
    const script = scriptOfAssist(CALL.answers[0] as Assist, "公积金还房贷一年能提几次？");
    expect(script.standing).toEqual({ conversation: "c9", call: "k1" });
    expect(plainScript(script)).toMatch(/依据：《三门峡市住房公积金提取管理办法》（三公积金〔2025〕3号）第十二条（现行有效）\n主管部门：住房公积金中心 0398-2851000\n工单类别：咨询·住房公积金（0307）$/);
  });
});

describe("a call", () => {
  it("has its answers beside the questions", () => {
    const [question, said] = CALL.pieces;
    expect(question && answerTo(question, CALL.answers)?.turn).toBe("1");
    expect(said && answerTo(said, CALL.answers)).toBeUndefined();
    expect(questionOf(CALL.answers[1] as Assist, CALL)).toBe("那要带什么材料？");
    expect(questionOf({ ...(CALL.answers[1] as Assist), message_id: "other", turn: "other" }, CALL)).toBe("");
  });

  it.each([
    [{ ...CALL.call, answered_at: "2026-11-26T03:20:00Z", ended_at: null }, "1:05"],
    [{ ...CALL.call, answered_at: null, started_at: "2026-11-26T03:20:00Z", ended_at: "2026-11-26T03:20:09Z" }, "0:09"],
    [{ ...CALL.call, answered_at: "2026-11-26T04:20:00Z", ended_at: null }, "0:00"],
  ])("lasts as long as a telephone says (%#)", (call, words) => {
    expect(lasting(call, Date.parse("2026-11-26T03:21:05Z"))).toBe(words);
  });
});
