import type { EntryKind } from "../contracts/content";
import type { BulkAction, RelatedEntry } from "../contracts/entries";

export const ENTRY_KIND_LABELS: Record<EntryKind, string> = { document: "政策原文", interpretation: "政策解读" };

export const VALIDITY_CHOICES = [
  { value: "in_force", label: "现行有效" },
  { value: "not_yet_in_force", label: "尚未施行" },
  { value: "expired", label: "已失效" },
  { value: "repealed", label: "已废止" },
];

export const BULK_LABELS: Record<BulkAction, string> = {
  submit: "提交审核",
  approve: "通过",
  publish: "发布",
  withdraw: "撤回",
  assign: "指派",
  confirm: "确认仍有效",
};

export const RELATION_LABELS: Record<RelatedEntry["relation"], string> = {
  explains: "解读的文件",
  explained_by: "解读它的条目",
  replaces: "替代了",
  replaced_by: "被替代为",
};

export const COMMENT_LABELS: Record<string, string> = {
  comment: "留言",
  submitted: "提交审核",
  returned: "退回",
  approved: "通过",
  published: "发布",
  withdrawn: "撤回",
  assigned: "指派",
  confirmed: "确认仍有效",
};

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
