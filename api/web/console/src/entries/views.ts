import type { EntryFilters } from "./filters";

export interface SavedView {
  name: string;
  label: string;
  filters: Partial<EntryFilters>;
}

const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** The lists that people come for, as filters. */
export function savedViews(username: string, today: Date): SavedView[] {
  const soon = new Date(today.getTime() + SOON_DAYS * DAY_MS);
  return [
    { name: "all", label: "全部", filters: {} },
    { name: "mine", label: "我的待办", filters: { assignee: username, sort: "due" } },
    { name: "to-review", label: "待审核", filters: { life: "submitted" } },
    { name: "to-publish", label: "待发布", filters: { life: "approved" } },
    { name: "due", label: "快到期", filters: { due_before: chinaDay(soon), sort: "due" } },
  ];
}

/** The day in China, whatever the computer's own zone. */
export function chinaDay(instant: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(instant);
}
