import { afterEach, describe, expect, it } from "vitest";
import { RouterView } from "vue-router";

import type { Dictionary, EffectResult, WordChange } from "../../console/src/contracts/dictionary";
import { answerText, linesOf } from "../../console/src/dictionary/effect";
import { isRemoved, removalOf, withChange, wordFault, wordsMatching } from "../../console/src/dictionary/pending";
import "../../console/src/pages/DictionaryPage.vue"; // loaded now, so that going there takes no time
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

const DICTIONARY = replies["GET /api/dictionary"] as Dictionary;
const RESULT = replies["GET /api/dictionary/effects/f1"].result as unknown as EffectResult;
const word = (said: string, official = "", change: Partial<WordChange> = {}): WordChange => ({ op: "add", group: "colloquial", said, official, note: "", ...change });
let page: Mounted | null = null;
afterEach(() => page?.unmount());

describe("a word", () => {
  it.each([
    ["one character", word("证", "证明"), "至少两个字"],
    ["no meaning", word("下岗补助"), "文件里的说法"],
    ["itself", word("补贴", "补贴"), "相同"],
    ["there already", word("下岗证", "失业登记证明"), "已经有"],
    ["the opposite", word("失业登记证明", "下岗证"), "抵消"],
    ["too long", word("字".repeat(21), "证明"), "不超过"],
    ["a pair of emoji is two characters", word("🏠🏠", "住房"), ""],
    ["good", word("下岗补助", "失业保险金"), ""],
    ["needs no meaning", word("天鹅湖湿地", "", { group: "word" }), ""],
  ])("%s", (_name, change, fault) => {
    expect(wordFault(change, DICTIONARY, [])).toContain(fault);
    if (!fault) expect(wordFault(change, DICTIONARY, [])).toBe("");
  });

  it("that is being added counts as there, one being removed does not", () => {
    const added = word("下岗补助", "失业保险金");
    expect(wordFault(added, DICTIONARY, [added])).toContain("已经有");
    const removed = removalOf(DICTIONARY.words[0] as Dictionary["words"][number]);
    expect(wordFault(word("下岗证", "失业登记证明"), DICTIONARY, [removed])).toBe("");
  });

  it("added and removed again leaves nothing", () => {
    const added = word("下岗补助", "失业保险金");
    expect(withChange(withChange([], added), { ...added, op: "remove" })).toEqual([]);
    expect(isRemoved(DICTIONARY.words[0] as Dictionary["words"][number], withChange([], removalOf(DICTIONARY.words[0] as Dictionary["words"][number])))).toBe(true);
  });

  it("is found in what is said, what is meant and the note; the own ones first", () => {
    expect(wordsMatching(DICTIONARY.words, "", "热线").map(({ said }) => said)).toEqual(["下岗证"]);
    expect(wordsMatching(DICTIONARY.words, "", "").slice(0, 2).every(({ origin }) => origin === "own")).toBe(true);
  });
});

describe("the effect", () => {
  it("shows first what gets worse", () => {
    expect(linesOf(RESULT).map(({ change }) => change)).toEqual(["worse", "better", "changed"]);
    expect(linesOf(RESULT, "better").map(({ id }) => id)).toEqual(["q2"]);
    expect(answerText((RESULT.worse[0] as EffectResult["worse"][number]).after)).toBe("没有答");
  });
});

async function added(): Promise<Table> {
  const table = new Table();
  page = mount(RouterView, {}, [await at("/dictionary")]);
  await until(() => page?.all("word-said").length);
  type(page.find("word-said"), " 下岗补助 ");
  type(page.find("word-official"), "失业保险金");
  page.root.querySelector<HTMLFormElement>(".add-word")?.requestSubmit();
  await until(() => page?.all("pending").length);
  return table;
}

describe("the dictionary page", () => {
  it("measures pending changes before they are saved, and says what gets worse", async () => {
    const table = await added();
    page?.find("see-effect").click();
    await until(() => page?.all("effect-line").length === 3);
    page?.find("save-dictionary").click();
    await until(() => page?.text().includes("1 个问题答得更差"));
    type(page?.find("reason") ?? null, "热线常问");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => table.sent("PUT /api/dictionary").length);
    expect(table.sent("PUT /api/dictionary")[0]).toMatchObject({ base_version: 2, reason: "热线常问", changes: [{ op: "add", said: "下岗补助" }] });
    await until(() => !page?.all("pending").length);
  });

  it("keeps the changes when somebody else was faster", async () => {
    const table = await added();
    table.said["PUT /api/dictionary"] = new Refusal(409, "conflict", "词典刚被别人改过");
    page?.find("save-dictionary").click();
    await until(() => page?.all("reason").length);
    type(page?.find("reason") ?? null, "热线常问");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page?.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.text().includes("词典刚被别人改过"));
    expect(page?.all("pending")).toHaveLength(1);
  });

  it("is only to read for who may only read it, and shipped words stay", async () => {
    new Table();
    page = mount(RouterView, {}, [await at("/dictionary", ["dictionary.read"])]);
    await until(() => page?.all("words").length);
    expect([...page.all("remove-word"), ...page.all("word-said")]).toEqual([]);
  });
});
