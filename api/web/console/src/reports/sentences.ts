import type { Report, ReportState } from "../contracts/reports";

export const REPORT_KINDS: Record<Report["kind"], string> = { wrong: "答错了", edited: "话务员改过" };

export const REPORT_STATES: Record<ReportState, string> = { open: "待处理", accepted: "已采纳", rejected: "未采纳", withdrawn: "条目已撤回" };
