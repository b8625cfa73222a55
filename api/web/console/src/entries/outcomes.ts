import type { Outcome } from "../../../shared/contract";

/** How a turn ended, as the console says it; the same words as `knowledge/answering/outcomes.yml`. */
export const OUTCOME_LABELS: Record<Outcome, string> = {
  answered: "已答复",
  clarification: "请市民确认",
  no_answer: "未能答复",
  out_of_scope: "非政策咨询",
  emergency: "紧急情况",
  handoff: "转人工",
  form: "填写中",
  smalltalk: "寒暄",
  feedback: "评价",
  refused: "未受理",
  error: "系统故障",
};
