/** What a revision says: the JSON of `PolicyDocument` and `Interpretation` in `knowledge/model`. */

export type EntryKind = "document" | "interpretation";

/** ISO dates; null where the text sets no such day. */
export interface ValidityContent {
  effective_from: string | null;
  expires_on: string | null;
  repealed_on: string | null;
}

export interface ClauseContent {
  label: string;
  text: string;
  heading: string[];
  responsible_units: string[];
}

export interface DocumentContent {
  title: string;
  region: string;
  document_number: string;
  issuer: string;
  department: string;
  kind: string;
  written_on: string | null;
  published_on: string | null;
  validity: ValidityContent;
  source_url: string;
  clauses: ClauseContent[];
}

export interface SourceContent {
  title: string;
  document_number: string;
  clause: string;
  url: string;
}

export interface QuestionContent {
  question: string;
  aspect: string;
  conclusion: string;
  details: string;
  basis: SourceContent[];
  similar: string[];
  negative: string[];
}

export interface InterpretationContent {
  title: string;
  field_name: string;
  region: string;
  department: string;
  documents: string[];
  questions: QuestionContent[];
  elements: Record<string, string>;
  audience: string[];
  keywords: string[];
  validity: ValidityContent;
}

export type Content = DocumentContent | InterpretationContent;
