import type { Citation } from "../../../shared/contract";
import { statusLabel } from "../../../shared/status";
import { bracketed } from "../../../shared/title";
import type { SearchHit } from "../contract";
import type { Assist } from "../contracts/calls";
import type { CannedPhrase, NewAnswerUse, UseKind } from "../contracts/desk";
import { spokenSentence } from "../reading";

/** What the operator reads aloud, wherever it comes from. */
export interface Script {
  /** Tells it from every other. */
  key: string;
  from: "search" | "call" | "ahead" | "phrase";
  question: string;
  spoken: string;
  /** The whole answer, sentence by sentence. */
  sentences: string[];
  citations: Citation[];
  department: string;
  phone: string;
  category: string;
  entryIds: string[];
  turnId: string;
  /** Should be left to who knows better: nothing certain was found. */
  handoff: boolean;
  notice: string;
  emergency: boolean;
  /** Whom it was made for; null where it was looked up, and is for whoever is there now. */
  standing: Standing | null;
}

/** Whom an answer is for; empty where nobody is on the line and no conversation is open. */
export interface Standing {
  conversation: string;
  call: string;
}

const SENTENCE = /[^。！？\n]+[。！？]?/g;

export function sentencesOf(text: string): string[] {
  return (text.match(SENTENCE) ?? []).map((sentence) => sentence.trim()).filter(Boolean);
}

export function scriptOfHit(hit: SearchHit, question: string): Script {
  const spoken = spokenSentence(hit);
  return {
    ...blank(`s:${hit.passage_id}`, "search"),
    question,
    spoken,
    sentences: sentencesOf(hit.text).filter((sentence) => sentence !== spoken),
    citations: hit.citations,
    department: hit.department,
    entryIds: [hit.entry_id],
  };
}

export function scriptOfAssist(assist: Assist, question: string): Script {
  return {
    ...blank(`a:${assist.call_id}:${assist.turn}`, "call"),
    question,
    spoken: assist.spoken,
    sentences: assist.script.filter((sentence) => sentence !== assist.spoken),
    citations: assist.citations,
    department: assist.department,
    phone: assist.phone,
    category: assist.category ? `${assist.category.name}（${assist.category.code}）` : "",
    entryIds: assist.entry_ids,
    turnId: assist.message_id,
    handoff: assist.handoff,
    notice: assist.notice,
    emergency: assist.emergency,
    standing: { conversation: assist.conversation_id, call: assist.call_id },
  };
}

/** What would be answered while the caller has not finished: to be said, but no answer yet that something can become of. */
export function scriptOfSaying(assist: Assist, question: string): Script {
  return { ...scriptOfAssist(assist, question), key: `h:${assist.call_id}:${assist.spoken}`, from: "ahead" };
}

/** Whether it is an answer: one that can be used in other words, or found wrong. */
export function isAnswer({ from }: Script): boolean {
  return from === "search" || from === "call";
}

export function scriptOfPhrase({ title, text }: CannedPhrase): Script {
  return { ...blank(`p:${title}`, "phrase"), question: title, spoken: text };
}

/** The words for a ticket: what was said, on what it rests, and who is responsible. */
export function plainScript(script: Script, words = wordsOf(script)): string {
  const basis = script.citations.map((citation) => {
    const number = citation.document_number && `（${citation.document_number}）`;
    return `${bracketed(citation.title)}${number}${citation.clause}（${statusLabel(citation)}）`;
  });
  const office = [script.department, script.phone].filter(Boolean).join(" ");
  return [words, basis.length && `依据：${basis.join("；")}`, office && `主管部门：${office}`, script.category && `工单类别：${script.category}`].filter(Boolean).join("\n");
}

export function wordsOf({ spoken, sentences }: Script): string {
  return [spoken, ...sentences].join("\n");
}

/** What is written down of an answer that was used. */
export function useOf(script: Script, { conversation, call }: Standing, kind: Exclude<UseKind, "wrong">, words: string): NewAnswerUse {
  return {
    conversation_id: conversation,
    ...(call && { call_id: call }),
    ...(script.turnId && { turn_id: script.turnId }),
    entry_ids: script.entryIds,
    kind,
    words,
    reason: "",
  };
}

/** What is the same wherever an answer comes from: nothing yet. */
function blank(key: string, from: Script["from"]): Script {
  return { key, from, question: "", spoken: "", sentences: [], citations: [], department: "", phone: "", category: "", entryIds: [], turnId: "", handoff: false, notice: "", emergency: false, standing: null };
}
