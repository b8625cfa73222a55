import { REGIONS } from "../../../shared/regions";
import type { CloseReason, DeskItem, RequestState } from "../contracts/conversations";
import type { PresenceState, UseKind } from "../contracts/desk";
import { personName } from "../services/options";

export const STATE_LABELS: Record<RequestState, string> = { waiting: "等待中", taken: "答复中", closed: "已结束" };

export const CLOSE_REASONS: Record<CloseReason, string> = {
  answered: "已答复",
  referred: "已转有关部门",
  unreachable: "联系不上市民",
  other: "其他",
};

export const USE_LABELS: Record<UseKind, string> = { adopted: "已采纳", edited: "改后采用", wrong: "已报错" };

export const PRESENCE_LABELS: Record<PresenceState, string> = { available: "在岗", busy: "忙碌", away: "离开" };

const CHANNELS: Record<string, string> = { web: "网站", wechat: "微信公众号", wecom: "微信客服", hotline: "热线" };

export function channelName(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

export function regionName(code: string): string {
  return REGIONS.find((region) => region.code === code)?.name ?? code;
}

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** How long ago a moment was, as one says it: "刚刚", "8 分钟", "3 小时", "2 天". */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / MINUTE);
  if (Number.isNaN(minutes) || minutes < 1) return "刚刚";
  if (minutes < HOUR) return `${minutes} 分钟`;
  return minutes < DAY ? `${Math.floor(minutes / HOUR)} 小时` : `${Math.floor(minutes / DAY)} 天`;
}

/** Whom a question is meant for, in words: "转给 李静", "转给 医疗保障局"; empty where anybody may take it. */
export function meantFor({ wanted, department }: Pick<DeskItem, "wanted" | "department">): string {
  const where = [department, wanted && personName(wanted)].filter(Boolean).join(" ");
  return where && `转给 ${where}`;
}

/** A score as a line: "评价 4 分". */
export function rated(score: number | null | undefined): string {
  return score ? `评价 ${score} 分（满分 5）` : "";
}
