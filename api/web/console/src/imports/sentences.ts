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
  new: "新增",
  changed: "更新",
  unchanged: "没有变化",
  duplicate: "可能重复",
  skipped: "不导入",
  failed: "没有读成",
};

/** The order in which rows are looked at: what needs a person first. */
export const ROW_STATE_ORDER: readonly RowState[] = ["failed", "duplicate", "new", "changed", "unchanged", "skipped"];

export const DUPLICATE_KINDS: Record<Duplicate["kind"], string> = {
  same_number: "文号相同",
  same_text: "正文相同",
  near_text: "正文相近",
};

/** GB/T 9704-2012, 7.2 to 7.4; the body needs no name. */
const ROLES: Record<string, string> = {
  letterhead: "版头",
  number: "文号",
  title: "标题",
  note: "题注",
  page: "网页",
  contents: "目录",
  addressees: "主送",
  body: "",
  attachment_list: "附件说明",
  signature: "落款",
  date: "日期",
  enclosed_title: "文件标题",
  attachment: "附件",
  copied_to: "抄送",
  imprint: "版记",
  header: "表头",
  row: "行",
};

/** What a line of the original was taken for; a role not listed here shows under its own name. */
export function roleLabel(role: string): string {
  return ROLES[role] ?? role;
}

const RUNNING: readonly ImportState[] = ["queued", "reading", "storing"];

export function isRunning({ state }: Pick<Import, "state">): boolean {
  return RUNNING.includes(state);
}

/** Whether a person can have rows stored: after a dry run, or where rows in question were left over. */
export function awaitsDecision({ state, undecided }: Pick<Import, "state" | "undecided">): boolean {
  return state === "read" || (state === "done" && undecided > 0);
}

/** What is to be done next, in a sentence for the person in front of it. */
export function nextStep(current: Import): string {
  const { state, undecided, message } = current;
  const left = undecided ? `有 ${undecided} 行可能重复，请逐行选怎么处理，没选的不入库。` : "";
  if (state === "interrupted") return "停在了这里。按“继续”从断点接着做，读完的不会重做。";
  if (state === "failed") return message || "没有做完，请按“继续”再试，或重新导入。";
  if (state === "done") return `已存成草稿，可到“知识条目”提交审核。${left}`;
  if (state !== "read") return message;
  return toConfirm(current, left);
}

function toConfirm({ undecided, counts }: Import, left: string): string {
  const failed = counts.failed ? `${counts.failed} 行没有读成，可以改好重传` : "";
  if (undecided || counts.new || counts.changed) return `还没有入库。${failed && `${failed}，也可以只入库读成的。`}${left}`;
  return `没有可以入库的${failed ? `：${failed}` : "，已有条目说的完全一样"}。`;
}
