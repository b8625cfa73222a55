/** What waits for people: tasks, dates and notices. */
import type { Life } from "../life";

/** The part of an entry's line that dates and notices are shown with. */
export interface EntryName {
  entry_id: string;
  title: string;
  department: string;
  life: Life;
}

export type CalendarEvent = "expires" | "review_due" | "overdue" | "publish" | "withdraw";

/** Something that happens to an entry on a day (ISO). */
export interface CalendarItem {
  date: string;
  event: CalendarEvent;
  entry: EntryName;
}

export interface DepartmentCounts {
  department: string;
  total: number;
  published: number;
  drafts: number;
  waiting: number;
  due: number;
  overdue: number;
  expiring: number;
}

export interface Overview {
  departments: DepartmentCounts[];
  mine: { assigned: number; to_review: number; to_publish: number };
}

export interface Notice {
  id: string;
  entry_id: string;
  kind: string;
  text: string;
  due_on: string | null;
  created_at: string;
  seen_at: string | null;
}

/** The newest reminders, those not seen first. */
export interface NoticeList {
  items: Notice[];
  unseen: number;
}
