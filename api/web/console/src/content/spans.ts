import type { Span } from "../contracts/entries";

/** The pieces of a compared text as people read them: what was there before what takes its place. */
export function oldFirst(spans: readonly Span[]): Span[] {
  const ordered = [...spans];
  for (let index = 1; index < ordered.length; index++) {
    const [before, after] = [ordered[index - 1], ordered[index]];
    if (before?.op === "insert" && after?.op === "delete") ordered.splice(index - 1, 2, after, before);
  }
  return ordered;
}
