import { ProblemError } from "../../shared/problem";
import type { PublishReport, SearchHit } from "./contract";

export const KIND_LABELS: Record<SearchHit["kind"], string> = { clause: "原文", answer: "解读问答", element: "解读" };

/** What became of drafts that were published together. */
export const GATE_TITLES: Record<PublishReport["gate"], string> = {
  not_needed: "已发布。",
  passed: "门禁通过，已全部发布。",
  failed: "门禁没有通过：这些问题会答得更差。一份也没有发布，都存成了草稿。",
  overridden: "门禁没有通过，已按您写的原因发布，并留档。",
};

/** What the features of the ranking are called; a new one shows under its own name until it is listed. */
const FEATURE_LABELS: Record<string, string> = {
  bm25_words: "词语匹配",
  bm25_bigrams: "字对匹配",
  dense_passage: "与正文语义相近",
  dense_question: "与问题语义相近",
  pinyin: "读音相近",
  region_fit: "地区相符",
  department_fit: "部门相符",
  validity: "效力",
};

export function featureLabel(name: string): string {
  return FEATURE_LABELS[name] ?? name;
}

const UNREACHED: Record<string, string> = {
  offline: "连不上服务，请检查网络。",
  timeout: "等待太久没有结果，请再试一次。",
};

/** One sentence for what failed: the service's own, where it was reached. */
export function explain(error: unknown): string {
  if (!(error instanceof ProblemError)) return "页面出了点问题，请刷新后再试。";
  return UNREACHED[error.code] ?? (error.detail || "没有成功，请稍后再试。");
}
