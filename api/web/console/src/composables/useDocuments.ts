import { reactive } from "vue";

import type { ClauseContent, DocumentContent } from "../contracts/content";
import type { EntryLine } from "../contracts/entries";
import { getEntry, listEntries } from "../services/entries";

/** A document that can be cited, with its clauses. */
export interface CitableDocument {
  entry_id: string;
  title: string;
  document_number: string;
  source_url: string;
  clauses: ClauseContent[];
}

const known = reactive(new Map<string, CitableDocument | null>());

/** Documents whose title or number has these words in it. */
export async function findDocuments(words: string): Promise<EntryLine[]> {
  return (await listEntries({ q: words, kind: "document", size: "8" })).items;
}

/** The document of this title; null where there is none. Each is fetched once as long as the page is open. */
export async function documentTitled(title: string): Promise<CitableDocument | null> {
  const before = known.get(title);
  if (before !== undefined) return before;
  const line = (await findDocuments(title)).find((found) => found.title === title);
  const found = line ? await fetched(line) : null;
  known.set(title, found);
  return found;
}

/** Forget what was fetched, as when a document has been saved. */
export function forgetDocuments(): void {
  known.clear();
}

async function fetched({ entry_id, title, document_number }: EntryLine): Promise<CitableDocument> {
  const { clauses, source_url } = (await getEntry(entry_id)).content as DocumentContent;
  return { entry_id, title, document_number, source_url, clauses };
}
