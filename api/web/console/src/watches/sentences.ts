import type { Check, WatchKind } from "../contracts/watches";

export const KIND_LABELS: Record<WatchKind, string> = { list: "列表页", feed: "订阅源（RSS、Atom）" };

const HOUR = 60;
const DAY = 24 * HOUR;

/** How often in minutes a page may be looked at. */
export const INTERVALS: readonly number[] = [HOUR, 6 * HOUR, DAY, 7 * DAY];

export function every(minutes: number): string {
  if (minutes % DAY === 0) return minutes === DAY ? "每天" : `每 ${minutes / DAY} 天`;
  return minutes % HOUR === 0 ? `每 ${minutes / HOUR} 小时` : `每 ${minutes} 分钟`;
}

/** What a look brought, or, of one in the background, what is known of it. */
export function resultSentence({ found, changed, waiting }: Pick<Check, "found" | "waiting"> & { changed?: number }): string {
  const news = changed === undefined ? "" : changed ? `，${changed} 篇有变化，已存成草稿` : "，没有变化";
  return `列出 ${found} 篇${news}${waiting ? `，还有 ${waiting} 篇在后台看` : ""}。`;
}

/** What is wrong with an address before the service is asked; empty where nothing is. */
export function addressFault(text: string): string {
  const address = URL.parse(text.trim());
  if (!address) return "请写完整的网址，以 https:// 或 http:// 开头。";
  return ["http:", "https:"].includes(address.protocol) ? "" : "只能监看 http 或 https 的网址。";
}
