import type { Content, DocumentContent, EntryKind, InterpretationContent, QuestionContent } from "../contracts/content";
import type { FieldFault } from "../../../shared/problem";

/** What a reviewer would send back at once. A draft may be saved with all of it; the service has the last word. */
export function gaps(kind: EntryKind, content: Content): FieldFault[] {
  const common = [
    ...missing("title", content.title, "请填写标题"),
    ...missing("region", content.region, "请选择地区"),
    ...missing("department", content.department, "请选择部门"),
    ...disorder(content),
  ];
  const own = kind === "document" ? documentGaps(content as DocumentContent) : interpretationGaps(content as InterpretationContent);
  return [...common, ...own];
}

function documentGaps({ clauses }: DocumentContent): FieldFault[] {
  return clauses.flatMap((clause, index) => missing(`clauses.${index}.text`, clause.text, `第 ${index + 1} 个条款没有正文`));
}

function interpretationGaps({ documents, questions }: InterpretationContent): FieldFault[] {
  const asked = new Map<string, number>();
  return [
    ...missing("documents", documents.join(""), "请选择解读的是哪份文件"),
    ...questions.flatMap((question, index) => [...questionGaps(question, index), ...repeated(question, index, asked)]),
  ];
}

function questionGaps({ question, conclusion, basis, similar, negative }: QuestionContent, index: number): FieldFault[] {
  const at = `questions.${index}`;
  const both = similar.filter((wording) => negative.includes(wording));
  return [
    ...missing(`${at}.question`, question, `问答 ${index + 1} 没有标准问`),
    ...missing(`${at}.conclusion`, conclusion, `问答 ${index + 1} 没有结论`),
    ...missing(`${at}.basis`, basis.length ? "有" : "", `问答 ${index + 1} 没有依据条款：没有依据的答复不会发给群众`),
    ...both.map((wording) => ({ field: `${at}.negative`, message: `“${wording}”既是相似问又是反例问` })),
  ];
}

function repeated({ question }: QuestionContent, index: number, asked: Map<string, number>): FieldFault[] {
  const first = asked.get(question.trim());
  if (first === undefined) asked.set(question.trim(), index);
  if (first === undefined || !question.trim()) return [];
  return [{ field: `questions.${index}.question`, message: `与问答 ${first + 1} 的标准问相同` }];
}

function disorder({ validity: { effective_from, expires_on } }: Content): FieldFault[] {
  if (!effective_from || !expires_on || effective_from <= expires_on) return [];
  return [{ field: "validity.expires_on", message: "有效期至早于施行日期" }];
}

function missing(field: string, value: string, message: string): FieldFault[] {
  return value.trim() ? [] : [{ field, message }];
}
