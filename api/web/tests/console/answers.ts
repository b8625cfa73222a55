import type { AnswerConflict, Preview, Rival } from "../../console/src/contracts/preview";

function rival(rank: number, title: string, share: number, isDraft: boolean): Rival {
  return {
    rank,
    entry_id: `e${rank}`,
    title,
    text: "每服务满一天补八十八元，按月结算。",
    score: 4 - rank,
    share,
    features: {
      bm25_words: { value: 0.9 / rank, weight: 1.2, label: "词语匹配" },
      dense_question: { value: 0.8 / rank, weight: 2.1, label: "与问题语义相近" },
      negative: { value: 0.4, weight: -0.9, label: "反例问" },
    },
    matched_question: "观鸟志愿者一天补多少钱？",
    is_draft: isDraft,
  };
}

export function asked(body: Record<string, unknown>): Preview {
  const question = String(body.question);
  return {
    now: { outcome: "no_answer", text: `没有找到与“${question}”相符的政策，已为您登记。`, confidence: 0.41, threshold: 0.62, citations: [], rivals: [rival(1, "高龄津贴怎么领", 0.32, false)] },
    draft: {
      outcome: "answered",
      text: "每服务满一天补八十八元，按月结算。补贴包括交通和用餐，由市试验局在次月十五日前发到本人银行卡。",
      confidence: 0.91,
      threshold: 0.62,
      citations: [
        {
          entry_id: "e0",
          title: "三门峡市试验局关于进一步规范天鹅湖观鸟志愿者交通补贴申领发放工作的实施办法（试行）",
          document_number: "三试发〔2026〕3号",
          clause: "第二条",
          quote: "每服务满一天补八十八元。",
          quote_from: "clause",
          status: "in_force",
          effective_from: "2026-01-01",
          expires_on: null,
          department: "市试验局",
          url: "",
        },
      ],
      rivals: [rival(1, "观鸟志愿者交通补贴怎么领", 0.78, true), rival(2, "志愿者保险由谁买", 0.14, false)],
    },
  };
}

export function conflicts(): AnswerConflict[] {
  return [
    { question: "观鸟志愿者一天补多少钱？", entry_id: "e2", title: "志愿服务激励办法解读", other_question: "志愿者补贴标准是多少？", similarity: 0.93, mine: "每天八十八元。", theirs: "每天六十元。", verdict: "different" },
    { question: "要带什么材料？", entry_id: "e3", title: "志愿服务办事指南", other_question: "领补贴带什么？", similarity: 0.81, mine: "服务记录和银行卡。", theirs: "服务记录和银行卡。", verdict: "same" },
  ];
}
