/** The dictionary: what people say, and what the documents call it. */

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

export type EffectVerdict = "better" | "worse" | "changed";

export interface EffectLine {
  verdict: EffectVerdict;
  question: string;
  before: string;
  after: string;
}

/** What the frozen questions would be answered with the pending changes; `warnings` are sentences for the editor. */
export interface Effect {
  id: string;
  state: "queued" | "running" | "done" | "failed";
  done: number;
  total: number;
  lines: EffectLine[];
  warnings: string[];
  error: string;
}
