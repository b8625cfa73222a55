/** The HTTP contract of trying a draft out: `/api/preview`. */
import type { Citation, Outcome } from "../../../shared/contract";
import type { Content, EntryKind } from "./content";

export interface PreviewFeature {
  value: number;
  weight: number;
  label: string;
}

/** A passage that competed for the answer; `share` is its part of the evidence, 0–1. */
export interface Rival {
  rank: number;
  entry_id: string;
  title: string;
  text: string;
  score: number;
  share: number;
  features: Record<string, PreviewFeature>;
  matched_question: string;
  is_draft: boolean;
}

/** What a citizen would get, and why. Confidence and threshold are 0–1. */
export interface PreviewTurn {
  outcome: Outcome;
  text: string;
  confidence: number | null;
  threshold: number | null;
  citations: Citation[];
  rivals: Rival[];
}

export interface Preview {
  now: PreviewTurn;
  draft: PreviewTurn;
}

export interface PreviewRequest {
  kind: EntryKind;
  content: Content;
  entry_id?: string;
  question: string;
  region?: string;
}

/** Another entry answers the same question; `verdict` tells whether it says the same. */
export interface AnswerConflict {
  question: string;
  entry_id: string;
  title: string;
  other_question: string;
  similarity: number;
  mine: string;
  theirs: string;
  verdict: "different" | "same";
}
