import type { Announcement, Channel, Deliveries } from "../contracts/channels";
import { chinaTime } from "../time/china";

export const CLOSED_NOTICE = "系统正在维护，暂时不能回答，请稍后再来。急事请拨打 12345。";

export const DELIVERY_LABELS: Record<keyof Deliveries, string> = {
  delivered: "已送达",
  waiting: "等待发送",
  deferred: "等市民再来",
  refused: "送不到",
};

/** Who switched a channel last, when and why; empty where nobody ever did. */
export function turnedSentence({ open, changed_at, changed_by, reason }: Channel): string {
  if (!changed_at) return "";
  return `${changed_by} 于 ${chinaTime(changed_at)} ${open ? "开放" : "关闭"}。原因：${reason}`;
}

/** Where an announcement stands in time. */
export function standing({ starts_at, ends_at }: Pick<Announcement, "starts_at" | "ends_at">, now: Date): "到时显示" | "正在显示" | "已结束" {
  if (now < new Date(starts_at)) return "到时显示";
  return now < new Date(ends_at) ? "正在显示" : "已结束";
}

/** What a `datetime-local` field holds, as a moment in China; empty where it holds none. */
export function chinaMoment(local: string): string {
  if (!local) return "";
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_DAYS = 90;

/** What is wrong with a period before the service is asked; empty where nothing is. */
export function periodFault(starts: string, ends: string): string {
  if (!starts || !ends) return "请填写起止时间。";
  const length = Date.parse(chinaMoment(ends)) - Date.parse(chinaMoment(starts));
  if (length <= 0) return "结束时间要晚于开始时间。";
  return length > LONGEST_DAYS * DAY_MS ? `最多显示 ${LONGEST_DAYS} 天。` : "";
}
