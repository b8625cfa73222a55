import type {
  ClauseContent,
  Content,
  DocumentContent,
  EntryKind,
  InterpretationContent,
  QuestionContent,
  ValidityContent,
} from "../contracts/content";
import { session } from "../session";

/** A new entry begins in the department and region of the person who writes it, where there is only one. */
export function blankContent(kind: EntryKind): Content {
  return kind === "document" ? blankDocument() : blankInterpretation();
}

function blankDocument(): DocumentContent {
  return {
    title: "",
    ...place(),
    document_number: "",
    issuer: "",
    kind: "",
    written_on: null,
    published_on: null,
    validity: openEnded(),
    source_url: "",
    clauses: [],
  };
}

function blankInterpretation(): InterpretationContent {
  return {
    title: "",
    field_name: "",
    ...place(),
    documents: [],
    questions: [],
    elements: {},
    audience: ["individual", "company"],
    keywords: [],
    validity: openEnded(),
  };
}

export function blankClause(label: string): ClauseContent {
  return { label, text: "", heading: [], responsible_units: [] };
}

export function blankQuestion(): QuestionContent {
  return { question: "", aspect: "overview", conclusion: "", details: "", basis: [], similar: [], negative: [] };
}

function openEnded(): ValidityContent {
  return { effective_from: null, expires_on: null, repealed_on: null };
}

function place(): { department: string; region: string } {
  const { departments = [], regions = [] } = session.user ?? {};
  return { department: only(departments), region: only(regions) || "411200" };
}

function only(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? "") : "";
}
