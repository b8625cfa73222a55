import type { Content, DocumentContent, InterpretationContent } from "../../console/src/contracts/content";
import type { Entry, EntryAction } from "../../console/src/contracts/entries";
import type { Life } from "../../console/src/life";

const LIVES: Life[] = ["published", "draft", "submitted", "returned", "approved", "scheduled", "due", "expired", "superseded", "withdrawn"];
const DEPARTMENTS = ["市试验局", "市示例和人力资源协调委员会", "湖滨区样板街道办事处"];
const DAY = "2026-11-20T03:04:00Z";
const OPEN = { effective_from: "2026-01-01", expires_on: null, repealed_on: null };
const NUMERALS = "一二三四五六七八九十";

function numeral(value: number): string {
  const tens = Math.floor(value / 10);
  const ten = tens ? `${tens > 1 ? NUMERALS[tens - 1] : ""}十` : "";
  return value === 100 ? "一百" : ten + (value % 10 ? NUMERALS[(value % 10) - 1] : "");
}

/** A document of a hundred clauses, some short, some as long as real ones. */
export function documentContent(change: Partial<DocumentContent> = {}): DocumentContent {
  return {
    title: "三门峡市试验局关于进一步规范天鹅湖观鸟志愿者交通补贴申领发放工作的实施办法（试行）",
    region: "411200",
    document_number: "三试发〔2026〕3号",
    issuer: "三门峡市试验局",
    department: "市试验局",
    kind: "办法",
    written_on: "2026-03-02",
    published_on: "2026-03-05",
    validity: { ...OPEN },
    source_url: "https://example.gov.cn/2026/3.html",
    clauses: Array.from({ length: 100 }, (_, index) => ({
      label: `第${numeral(index + 1)}条`,
      text: `观鸟志愿者连续服务满${index + 1}天的，凭服务记录申领交通补贴。${index % 7 ? "" : "申领人应当在服务结束后二十个工作日内提出申请，逾期由所在街道核实原因后补办；材料不齐的，窗口应当一次告知需要补正的全部内容，不得要求重复提交已经通过共享取得的证明。"}`,
      heading: index < 50 ? ["第一章 总则"] : ["第二章 申领", "第一节 材料"],
      responsible_units: index % 9 ? [] : ["市试验局", "各县（市、区）试验局"],
    })),
    ...change,
  };
}

export function interpretationContent(change: Partial<InterpretationContent> = {}): InterpretationContent {
  const title = documentContent().title;
  return {
    title: "观鸟志愿者交通补贴怎么领",
    field_name: "志愿服务",
    region: "411200",
    department: "市试验局",
    documents: [title],
    questions: [
      {
        question: "观鸟志愿者一天补多少钱？",
        aspect: "amount",
        conclusion: "每服务满一天补八十八元，按月结算。",
        details: "补贴包括交通和用餐，由市试验局在次月十五日前发到本人银行卡。",
        basis: [{ title, document_number: "三试发〔2026〕3号", clause: "第二条", url: "" }],
        similar: ["看天鹅的志愿者有补助吗", "当观鸟志愿者给钱不", "志愿者补贴标准是多少"],
        negative: ["观鸟门票多少钱"],
      },
      {
        question: "申领观鸟志愿者补贴要带什么材料？",
        aspect: "materials",
        conclusion: "带服务记录和本人银行卡。",
        details: "",
        basis: [{ title, document_number: "三试发〔2026〕3号", clause: "第三条", url: "" }],
        similar: ["办志愿者补贴要啥手续"],
        negative: [],
      },
    ],
    elements: { background: "冬季来湖边观鸟的人多，志愿者往返路远。", measures: "按天计补，按月结算。" },
    audience: ["individual"],
    keywords: ["观鸟", "志愿者", "补贴"],
    validity: { ...OPEN },
    ...change,
  };
}

const ALL: EntryAction[] = ["edit", "submit", "return", "approve", "publish", "schedule", "withdraw", "repeal", "rollback", "confirm", "assign", "comment"];

export function entry(index: number, change: Partial<Entry> = {}): Entry {
  const isDocument = index % 2 === 0;
  const content: Content = isDocument ? documentContent() : interpretationContent();
  const life = LIVES[index % LIVES.length] ?? "draft";
  if (index > 1) content.title = `${content.title}（第 ${index} 号）`;
  return {
    entry_id: `e${index}`,
    kind: isDocument ? "document" : "interpretation",
    title: content.title,
    document_number: isDocument ? `三试发〔2026〕${index + 3}号` : "",
    department: DEPARTMENTS[index % DEPARTMENTS.length] ?? "",
    region: index % 3 ? "411200" : "411202",
    field_name: isDocument ? "" : "志愿服务",
    stage: life === "published" ? "none" : "draft",
    state: life === "draft" || life === "submitted" ? "draft" : "published",
    life,
    revision: 3,
    published_revision: life === "draft" ? null : 2,
    effective_from: "2026-01-01",
    expires_on: index % 4 ? null : "2026-12-31",
    repealed_on: null,
    review_due_on: index % 5 ? null : "2026-12-01",
    assignee: index % 3 ? null : "curator",
    updated_at: DAY,
    updated_by: "curator",
    content,
    actions: ALL,
    successor: null,
    scheduled: life === "scheduled" ? [{ id: "s1", action: "publish", at: "2026-12-01T01:00:00Z" }] : [],
    attachments: index === 1 ? [{ id: "a1", name: "补贴测算表（2026 年）.xlsx", media_type: "application/vnd.ms-excel", size: 48_213 }] : [],
    related: index === 1 ? [{ entry_id: "e0", kind: "document", title: documentContent().title, relation: "explains" }] : [],
    ...change,
  };
}

export const OPTIONS = {
  departments: DEPARTMENTS,
  regions: [
    { code: "411200", name: "三门峡市" },
    { code: "411202", name: "湖滨区" },
  ],
  fields: ["志愿服务", "社会保障"],
  elements: [
    { name: "background", label: "背景依据" },
    { name: "purpose", label: "出台目的" },
    { name: "measures", label: "主要举措" },
    { name: "applies_to", label: "适用范围" },
  ],
  aspects: [
    { name: "overview", label: "总体介绍" },
    { name: "amount", label: "金额标准" },
    { name: "materials", label: "申请材料" },
  ],
  people: [
    { username: "curator", display_name: "李编辑", role: "curator" },
    { username: "reviewer", display_name: "王审核", role: "reviewer" },
  ],
};

export const CURATOR = {
  username: "curator",
  display_name: "李编辑",
  role: "curator",
  permissions: ["session", "search", "entries.read", "entries.edit", "entries.comment", "entries.review", "entries.publish"],
  departments: ["市试验局"],
  regions: ["411200"],
  csrf_token: "token",
};
