/** The dictionary: what people say, and what the documents call it. */
import type { Outcome } from "../../../shared/contract";

export type WordGroup = "colloquial" | "term" | "word" | "stop";

export interface Word {
  id: string;
  group: WordGroup;
  said: string;
  official: string;
  origin: "shipped" | "own";
  note: string;
}

export interface Dictionary {
  version: number;
  words: Word[];
}

export interface WordChange {
  op: "add" | "remove";
  group: WordGroup;
  said: string;
  official: string;
  note: string;
}

export interface DictionaryVersion {
  number: number;
  author: string;
  at: string;
  reason: string;
  changes: WordChange[];
}

/** Something about the change at `index`, counted from 0; an error keeps it from being saved. */
export interface Finding {
  index: number;
  severity: "error" | "warning";
  code: string;
  message: string;
}

/** What was saved; `rebuilds` tells that the index is being made anew for it. */
export interface Saved {
  version: number;
  warnings: Finding[];
  rebuilds: boolean;
}

/** What a table would change; nothing is saved yet. `known` words were there already. */
export interface TableReading {
  changes: WordChange[];
  known: number;
  findings: Finding[];
}

export type EffectVerdict = "better" | "worse" | "changed";

/** What came of a question; `top` says in words what stood first. */
export interface TriedAnswer {
  verdict: "right" | "asked_back" | "silent" | "wrong";
  outcome: Outcome;
  top: string;
  confidence: number;
}

export interface ComparedAnswers {
  id: string;
  question: string;
  before: TriedAnswer;
  after: TriedAnswer;
}

/** In how many passages a word stands. */
export interface WordUse {
  word: string;
  passages: number;
}

export interface EffectResult extends Record<EffectVerdict, ComparedAnswers[]> {
  asked: number;
  examples: WordUse[];
  warnings: string[];
  rebuilds: boolean;
}

/** A trial of changes on the frozen questions; `message` says why it failed. */
export interface Effect {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "interrupted";
  done: number;
  total: number;
  result: EffectResult | null;
  message: string;
}
