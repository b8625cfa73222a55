import type { ProblemError } from "../../shared/problem";

/** What the widget itself says; answers come from the service. */
export const SENTENCES = {
  title: "一号答",
  subtitle: "政策咨询智能助手",
  greeting: "您好，我是政策咨询智能助手。请用一句话说出您想了解的政策，我会给出答案和它依据的条款。",
  notice: "您正在与智能助手对话，不是真人。回答由人工智能辅助检索生成，仅供参考，请以政策原文为准。",
  placeholder: "请输入您的问题",
  region: "请选择您所在地",
  working: "正在查找政策依据…",
  refreshed: "页面刷新时答复还没有到。请重新发送。",
  offline: "网络已断开。您的问题会保留，恢复后可重新发送。",
  feedbackThanks: "谢谢，已记录您的评价。",
  feedbackFailed: "评价没有送达，请稍后再试。",
} as const;

export const EXAMPLES: readonly string[] = [
  "申请政府信息公开，多久能收到答复？",
  "信息处理费怎么收？",
  "高龄津贴怎么申请？",
];

export const FEEDBACK_REASONS: readonly { code: string; label: string }[] = [
  { code: "wrong", label: "答案不对" },
  { code: "off_topic", label: "答非所问" },
  { code: "outdated", label: "内容过时" },
  { code: "unclear", label: "看不明白" },
];

const BY_CODE: Record<string, string> = {
  offline: "暂时连不上服务。请检查网络，稍后重新发送。",
  timeout: "等待时间太长，没有收到答复。请重新发送。",
  interrupted: "答复传到一半中断了。请重新发送。",
  unavailable: "服务正在维护，请稍后重新发送。急事请拨打 12345。",
  invalid_input: "这个问题没能读懂，请修改后再发送（1 至 500 个字）。",
  not_found: "这次对话已经过期。请点“新对话”后再问。",
};

/** One kind sentence for a failed call, with what the citizen can do next. */
export function explain(problem: ProblemError): string {
  if (problem.status === 429) return tooMany(problem.retryAfterSeconds);
  const sentence = BY_CODE[problem.code];
  if (sentence) return sentence;
  if (problem.status === 422 || problem.status === 400) return BY_CODE.invalid_input ?? "";
  if (problem.status === 503) return BY_CODE.unavailable ?? "";
  return "服务出了点问题，没能答复您。请稍后重新发送，急事请拨打 12345。";
}

function tooMany(seconds: number | null): string {
  return `提问太频繁了，请${seconds ? ` ${seconds} 秒` : "稍"}后再发送。`;
}

/** The text of a `status` event: its own sentence, or the usual one. */
export function statusSentence(data: string): string {
  const text = /"text"\s*:/.test(data) ? (JSON.parse(data) as { text: unknown }).text : null;
  return typeof text === "string" && text ? text : SENTENCES.working;
}
