import { html, type TemplateResult } from "lit";

import { type Block, parseBlocks, parseRuns } from "./text";

/** Show the text of an answer. Every piece is bound as a text node, so markup in it stays visible text. */
export function richText(text: string, emergency = false): TemplateResult[] {
  return parseBlocks(text).map((block) => renderBlock(block, emergency));
}

function renderBlock(block: Block, emergency: boolean): TemplateResult {
  if (block.kind === "heading") return html`<h3>${block.text}</h3>`;
  if (block.kind === "paragraph") {
    return html`${block.lines.map((line) => html`<p>${renderLine(line, emergency)}</p>`)}`;
  }
  const items = block.items.map((item) => html`<li>${renderRuns(item, emergency)}</li>`);
  return block.ordered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** The labels that the service's sentences begin with. */
const LABEL = /^(?:结论|依据|办理|咨询|责任单位|请注意)：/;

function renderLine(line: string, emergency: boolean): TemplateResult {
  const label = LABEL.exec(line)?.[0] ?? "";
  return html`${label ? html`<b>${label}</b>` : ""}${renderRuns(line.slice(label.length), emergency)}`;
}

function renderRuns(line: string, emergency: boolean): TemplateResult[] {
  return parseRuns(line, emergency).map(({ text, tel }) => (tel ? html`<a href="tel:${tel}">${text}</a>` : html`${text}`));
}
