import type { CalendarEvent, CalendarItem } from "../contracts/overview";

interface EventLook {
  label: string;
  sign: string;
  tone: "plain" | "wait" | "good" | "warn";
}

export const EVENTS: Record<CalendarEvent, EventLook> = {
  overdue: { label: "复核已逾期", sign: "!", tone: "warn" },
  review_due: { label: "该复核", sign: "◷", tone: "wait" },
  expires: { label: "到期失效", sign: "✕", tone: "warn" },
  publish: { label: "定时发布", sign: "▲", tone: "good" },
  withdraw: { label: "定时撤回", sign: "▼", tone: "plain" },
};

const ORDER = Object.keys(EVENTS) as CalendarEvent[];

/** The items of each day, the most pressing first. */
export function byDay(items: readonly CalendarItem[]): Map<string, CalendarItem[]> {
  const days = new Map<string, CalendarItem[]>();
  for (const item of items) days.set(item.date, [...(days.get(item.date) ?? []), item]);
  for (const day of days.values()) day.sort((one, other) => ORDER.indexOf(one.event) - ORDER.indexOf(other.event));
  return new Map([...days].sort(([one], [other]) => one.localeCompare(other)));
}

/** What should have been done before today, the oldest first. */
export function overdue(items: readonly CalendarItem[]): CalendarItem[] {
  return items.filter(({ event }) => event === "overdue").sort((one, other) => one.date.localeCompare(other.date));
}
