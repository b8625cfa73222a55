import type { ChatReply, Citation } from "../../shared/contract";
import { statusLabel } from "../../shared/status";
import { bracketed } from "../../shared/title";

/** The days between which a policy holds, as a reader wants them; empty where no day is known. */
export function period({ effective_from, expires_on }: Citation): string {
  const from = effective_from ? `${longDate(effective_from)}起施行` : "";
  const until = expires_on ? `有效期至${longDate(expires_on)}` : "";
  return [from, until].filter(Boolean).join("，");
}

function longDate(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  return `${year}年${month}月${day}日`;
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
export function plainAnswer(reply: ChatReply, notice: string): string {
  const citations = reply.citations.map(plainCitation);
  const basis = citations.length ? `依据：\n${citations.join("\n")}` : "";
  const code = reply.consult_code ? `咨询编号：${reply.consult_code}` : "";
  return [withoutBasis(reply), basis, code, notice].filter(Boolean).join("\n\n");
}

function plainCitation(citation: Citation): string {
  const number = citation.document_number ? `（${citation.document_number}）` : "";
  const quote = citation.quote ? `：“${citation.quote}”` : "";
  return `${bracketed(citation.title)}${number}${citation.clause}${quote}（${statusLabel(citation)}）`;
}
