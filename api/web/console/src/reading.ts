import { statusLabel } from "../../shared/status";
import { bracketed } from "../../shared/title";
import type { SearchHit } from "./contract";

/** The sentence to read out: the one written for the ear, or the first of the text. */
export function spokenSentence({ spoken, text }: SearchHit): string {
  return spoken || (/^[^。！？\n]+[。！？]?/.exec(text.trim())?.[0] ?? text);
}

/** A result as plain text, for a ticket or a message. */
export function plainResult(hit: SearchHit): string {
  const sources = hit.citations.map(
    ({ title, document_number, clause, ...standing }) =>
      `${bracketed(title)}${document_number && `（${document_number}）`}${clause}（${statusLabel(standing)}）`,
  );
  return [spokenSentence(hit), hit.text, sources.length ? `依据：${sources.join("；")}` : ""].filter(Boolean).join("\n\n");
}
