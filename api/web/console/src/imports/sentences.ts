import type { Duplicate, Import, ImportState, RowState } from "../contracts/imports";

export const IMPORT_STATES: Record<ImportState, string> = {
  queued: "排队中",
  reading: "正在读取",
  read: "已读完，待确认",
  storing: "正在入库",
  done: "已完成",
  cancelled: "已取消",
  failed: "没有成功",
  interrupted: "中断，可继续",
};

export const ROW_STATES: Record<RowState, string> = {
  waiting: "等待",
  new: "新增",
  changed: "更新",
  unchanged: "没有变化",
  duplicate: "可能重复",
  failed: "没有读成",
};

/** The order in which rows are looked at: what needs a person first. */
export const ROW_STATE_ORDER: readonly RowState[] = ["failed", "duplicate", "new", "changed", "unchanged", "waiting"];

export const DUPLICATE_KINDS: Record<Duplicate["kind"], string> = {
  same_number: "文号相同",
  same_text: "正文相同",
  near_text: "正文相近",
};

const ROLES: Record<string, string> = {
  title: "标题",
  number: "文号",
  issuer: "机关",
  addressee: "主送",
  preamble: "引言",
  chapter: "章",
  section: "节",
  article: "条",
  clause: "条款",
  paragraph: "款",
  item: "项",
  heading: "小标题",
  body: "正文",
  date: "日期",
  signature: "落款",
  attachment: "附件",
  note: "注",
  table: "表",
  furniture: "页眉页脚",
};

/** What a line of the original was taken for; a role not listed here shows under its own name. */
export function roleLabel(role: string): string {
  return ROLES[role] ?? role;
}

const RUNNING: readonly ImportState[] = ["queued", "reading", "storing"];

export function isRunning({ state }: Pick<Import, "state">): boolean {
  return RUNNING.includes(state);
}

/** What is to be done next, in a sentence for the person in front of it. */
export function nextStep(current: Import): string {
  const failed = current.counts.failed ?? 0;
  if (current.state === "interrupted") return "服务重启时停在了这里。按“继续”从断点接着做，已读完的不会重做。";
  if (current.state === "read") {
    return failed ? `还没有入库。有 ${failed} 行没有读成：可以先改好重传，也可以只确认读成的。` : "还没有入库。看过下面的结果后，按“确认入库”存成草稿。";
  }
  if (current.state === "done") return current.dry_run ? "试导入已完成，没有入库。" : "已存成草稿，可到“条目”中提交审核。";
  return "";
}
