import type { Dictionary, Word, WordChange, WordGroup } from "../contracts/dictionary";

export interface GroupText {
  name: string;
  said: string;
  official: string;
  hint: string;
}

export const GROUPS: Record<WordGroup, GroupText> = {
  colloquial: { name: "口语说法", said: "群众怎么说", official: "文件怎么写", hint: "“下岗证”→“失业登记证明”" },
  term: { name: "术语", said: "术语", official: "", hint: "听错、打错时改回这个词，如“失业保险金”" },
  word: { name: "整词", said: "词", official: "", hint: "检索时不拆开的词，如地名“天鹅湖”" },
  stop: { name: "停用词", said: "词", official: "", hint: "检索时不计的词，如“请问”" },
};

export const needsOfficial = (group: WordGroup): boolean => GROUPS[group].official !== "";

const LONGEST = 20;

/** What is wrong with a word before it is kept; empty where nothing is. */
export function wordFault(change: WordChange, dictionary: Dictionary, pending: readonly WordChange[]): string {
  const { said, official, group } = change;
  if ([...said].length < 2) return "至少两个字：单个字会错伤太多问题。";
  if (Math.max([...said].length, [...official].length) > LONGEST) return `不超过 ${LONGEST} 个字。`;
  if (needsOfficial(group) && !official) return "请写上文件里的说法。";
  if (said === official) return "两种说法相同，不起作用。";
  if (isKnown(change, dictionary, pending)) return "词典里已经有这一条。";
  return hasOpposite(change, dictionary, pending) ? "已有一条正好相反的，两条会互相抵消。" : "";
}

/** The list with one more change; an addition and its removal cancel each other out. */
export function withChange(pending: readonly WordChange[], change: WordChange): WordChange[] {
  const others = pending.filter((other) => !sameWord(other, change));
  return others.length < pending.length ? others : [...pending, change];
}

export function hasChange(pending: readonly WordChange[], change: WordChange): boolean {
  return pending.some((other) => other.op === change.op && sameWord(other, change));
}

export function removalOf({ group, said, official, note }: Word): WordChange {
  return { op: "remove", group, said, official, note };
}

export function isRemoved(word: Word, pending: readonly WordChange[]): boolean {
  return pending.some((change) => change.op === "remove" && sameWord(change, word));
}

/** The words of a group in which the text occurs, the installation's own first. */
export function wordsMatching(words: readonly Word[], group: WordGroup | "", text: string): Word[] {
  const sought = text.trim();
  const found = words.filter(
    (word) => (!group || word.group === group) && (!sought || `${word.said}\n${word.official}\n${word.note}`.includes(sought)),
  );
  return found.sort((one, other) => Number(one.origin === "shipped") - Number(other.origin === "shipped"));
}

export function describe({ op, group, said, official }: WordChange): string {
  return `${op === "add" ? "增加" : "删除"}${GROUPS[group].name}“${said}”${official && ` → “${official}”`}`;
}

type Key = Pick<WordChange, "group" | "said" | "official">;

function sameWord(one: Key, other: Key): boolean {
  return one.group === other.group && one.said === other.said && one.official === other.official;
}

function standing(dictionary: Dictionary, pending: readonly WordChange[]): Key[] {
  const kept = dictionary.words.filter((word) => !isRemoved(word, pending));
  return [...kept, ...pending.filter(({ op }) => op === "add")];
}

function isKnown(change: WordChange, dictionary: Dictionary, pending: readonly WordChange[]): boolean {
  return standing(dictionary, pending).some((word) => sameWord(word, change));
}

function hasOpposite({ said, official }: WordChange, dictionary: Dictionary, pending: readonly WordChange[]): boolean {
  return official !== "" && standing(dictionary, pending).some((word) => word.said === official && word.official === said);
}
