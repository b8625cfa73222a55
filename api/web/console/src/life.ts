/** Where an entry stands, as people are told: derived by the service for today. */
export type Life =
  | "draft"
  | "submitted"
  | "returned"
  | "approved"
  | "scheduled"
  | "published"
  | "due"
  | "expired"
  | "superseded"
  | "withdrawn";

interface LifeLook {
  label: string;
  /** A sign beside the word, so that the tone of colour never carries the meaning alone. */
  sign: string;
  tone: "plain" | "wait" | "good" | "warn" | "gone";
}

export const LIVES: Record<Life, LifeLook> = {
  draft: { label: "草稿", sign: "✎", tone: "plain" },
  submitted: { label: "待审核", sign: "◔", tone: "wait" },
  returned: { label: "已退回", sign: "↩", tone: "warn" },
  approved: { label: "待发布", sign: "◕", tone: "wait" },
  scheduled: { label: "定时发布", sign: "◷", tone: "wait" },
  published: { label: "已发布", sign: "●", tone: "good" },
  due: { label: "该复核了", sign: "!", tone: "warn" },
  expired: { label: "已过期", sign: "✕", tone: "gone" },
  superseded: { label: "已被替代", sign: "⇢", tone: "gone" },
  withdrawn: { label: "已撤回", sign: "○", tone: "gone" },
};
