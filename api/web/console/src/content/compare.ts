import type { Content } from "../contracts/content";

export interface Difference {
  path: string;
  label: string;
  before: string;
  after: string;
}

const LABELS: Record<string, string> = {
  title: "标题",
  region: "地区",
  document_number: "文号",
  issuer: "发文机关",
  department: "部门",
  kind: "文种",
  written_on: "成文日期",
  published_on: "发布日期",
  effective_from: "施行日期",
  expires_on: "有效期至",
  repealed_on: "废止日期",
  source_url: "原文网址",
  field_name: "领域",
  documents: "解读的文件",
  elements: "解读要素",
  audience: "适用对象",
  keywords: "关键词",
  question: "标准问",
  aspect: "问的方面",
  conclusion: "结论",
  details: "详细说明",
  basis: "依据",
  similar: "相似问",
  negative: "反例问",
  label: "条号",
  heading: "所在章节",
  text: "正文",
  responsible_units: "责任单位",
};
const NUMBERED: Record<string, string> = { clauses: "条款", questions: "问答" };
const SHOWN_CHARACTERS = 200;

/** The fields in which two contents differ, as a person would name them; lists of words count as one field. */
export function differences(before: Content, after: Content): Difference[] {
  const [old, now] = [leaves(before), leaves(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, label: labelOf(path), before: shorten(old.get(path)), after: shorten(now.get(path)) }));
}

export function labelOf(path: string): string {
  const [first = "", index, ...rest] = path.split(".");
  const whole = NUMBERED[first];
  if (whole && index !== undefined) return [`${whole} ${Number(index) + 1}`, ...rest.map((part) => LABELS[part] ?? part)].join(" · ");
  const last = path.split(".").at(-1) ?? path;
  return LABELS[last] ?? (LABELS[first] ? `${LABELS[first]} · ${last}` : path);
}

function leaves(content: Content): Map<string, string> {
  const found = new Map<string, string>();
  collect(content, "", found);
  return found;
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value) && !(path in NUMBERED)) into.set(path, value.map(plain).join("、"));
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) collect(part, path ? `${path}.${name}` : name, into);
  } else into.set(path, plain(value));
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? Object.values(value).filter(Boolean).join(" ") : String(value);
}

function shorten(text = ""): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
