import type { ChatReply, Citation, ClauseView } from "../../shared/contract";
import { statusLabel } from "../../shared/status";
import { bracketed } from "../../shared/title";
import { type Language, longDate } from "./i18n/language";
import type { Translate } from "./i18n/sentences";

/** In which language, and how, a widget speaks. */
export interface Voice {
  language: Language;
  say: Translate;
}

/** The days between which a policy holds, as a reader wants them; empty where no day is known. */
export function period({ effective_from, expires_on }: Pick<Citation, "effective_from" | "expires_on">, { language, say }: Voice): string {
  const from = effective_from ? say("citation.from", { date: longDate(effective_from, language) }) : "";
  const until = expires_on ? say("citation.until", { date: longDate(expires_on, language) }) : "";
  return [from, until].filter(Boolean).join(language === "en" ? ", " : "，");
}

/** How the rule stands; in simplified Chinese in the service's own words, which may say more than the state alone. */
export function statusWords(citation: Pick<Citation, "status" | "status_text">, { language, say }: Voice): string {
  return language === "zh-CN" ? statusLabel(citation) : say(`citation.${citation.status}`);
}

/** The link to the original, or empty where there is none that can be followed. */
export function sourceUrl({ url }: Citation): string {
  return /^https?:\/\//i.test(url) ? url : "";
}

/** The text of an answer without the line that names its basis, where the citations below it say the same. */
export function withoutBasis({ reply, citations }: ChatReply): string {
  return citations.length ? reply.text.replace(/^依据：.*(?:\n|$)/m, "").trimEnd() : reply.text;
}

/** An answer as plain text to be pasted elsewhere; the notice goes with it, as the labelling rules ask (标识办法). */
export function plainAnswer(reply: ChatReply, notice: string, voice: Voice): string {
  const citations = reply.citations.map((citation) => plainCitation(citation, voice));
  const basis = citations.length ? `${voice.say("answer.basis")}：\n${citations.join("\n")}` : "";
  const code = reply.consult_code ? `${voice.say("answer.code")}：${reply.consult_code}` : "";
  return [withoutBasis(reply), basis, code, notice].filter(Boolean).join("\n\n");
}

/** A clause as plain text: the words of the document, or of the interpretation where that is all there is, with their source. */
export function plainClause(citation: Citation, view: ClauseView, voice: Voice): string {
  const cited = view.clauses.filter(({ cited }) => cited).map(({ clause, text }) => `${clause} ${text}`);
  const words = cited.length ? cited.join("\n") : citation.quote;
  const number = view.document_number ? `（${view.document_number}）` : "";
  return [`${bracketed(view.title)}${number}`, words, statusWords(view, voice), view.url || citation.url].filter(Boolean).join("\n");
}

function plainCitation(citation: Citation, voice: Voice): string {
  const number = citation.document_number ? `（${citation.document_number}）` : "";
  const quote = citation.quote ? `：“${citation.quote}”` : "";
  return `${bracketed(citation.title)}${number}${citation.clause}${quote}（${statusWords(citation, voice)}）`;
}
