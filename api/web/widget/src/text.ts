/** Text of an answer, cut into what can be shown. It stays text: nothing in it is ever read as markup. */
export type Block =
  | { kind: "paragraph"; lines: string[] }
  | { kind: "heading"; text: string }
  | { kind: "list"; ordered: boolean; start: number; items: string[] };

export interface Run {
  text: string;
  /** The number to dial, empty for plain text. */
  tel: string;
}

const HEADING = /^【(.{1,12})】$/;
const LABELLED = /^【(.{1,12})】(.+)$/;
const ORDERED = /^(\d{1,2})[.、．]\s*(?=\D)(.+)$/;
const BULLET = /^[-•·*]\s*(.+)$/;

/** Cut plain text into paragraphs, headings (【依据】) and simple lists. */
export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split(/\r\n|\n|\r/).flatMap(splitLabel)) addLine(blocks, line.trim());
  return blocks.filter((block) => block.kind !== "paragraph" || block.lines.length > 0);
}

function splitLabel(line: string): string[] {
  const labelled = LABELLED.exec(line.trim());
  return labelled ? [`【${labelled[1]}】`, labelled[2] ?? ""] : [line];
}

function addLine(blocks: Block[], line: string): void {
  const heading = HEADING.exec(line);
  if (heading) blocks.push({ kind: "heading", text: heading[1] ?? "" });
  else if (!addItem(blocks, line)) addText(blocks, line);
}

function addItem(blocks: Block[], line: string): boolean {
  const ordered = ORDERED.exec(line);
  const item = ordered?.[2] ?? BULLET.exec(line)?.[1];
  if (item === undefined) return false;
  const last = blocks.at(-1);
  if (last?.kind === "list" && last.ordered === Boolean(ordered)) last.items.push(item);
  else blocks.push({ kind: "list", ordered: Boolean(ordered), start: Number(ordered?.[1] ?? 1), items: [item] });
  return true;
}

function addText(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  if (line && last?.kind === "paragraph") last.lines.push(line);
  else blocks.push({ kind: "paragraph", lines: line ? [line] : [] });
}

/** Numbers that are dialled: landlines and the 123xx lines. The three-digit ones only where an emergency is meant. */
const LINES = String.raw`0\d{2,3}-\d{7,8}|123\d{2}`;
const UNITS = String.raw`(?!\s*(?:[元万份页个件户年月日天号条%]|人(?!工)))`;
const PHONE = new RegExp(String.raw`(?<![\d.\-])(?:${LINES})(?![\d.\-])${UNITS}`, "g");
const EMERGENCY_PHONE = new RegExp(String.raw`(?<![\d.\-])(?:${LINES}|1(?:10|19|20|22))(?![\d.\-])${UNITS}`, "g");

/** Cut one line into plain runs and numbers that can be dialled. */
export function parseRuns(line: string, emergency = false): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of line.matchAll(emergency ? EMERGENCY_PHONE : PHONE)) {
    if (match.index > end) runs.push({ text: line.slice(end, match.index), tel: "" });
    runs.push({ text: match[0], tel: match[0].replace("-", "") });
    end = match.index + match[0].length;
  }
  if (end < line.length) runs.push({ text: line.slice(end), tel: "" });
  return runs;
}

/** The numbers in a text, each once, in the order of the text. */
export function phoneNumbers(text: string, emergency = false): string[] {
  return [...new Set(parseRuns(text, emergency).flatMap(({ tel }) => tel || []))];
}
