import type { CalendarItem, NoticeList, Overview } from "../contracts/overview";
import { call, change, query } from "./http";

export const readOverview = (signal?: AbortSignal): Promise<Overview> => call("/api/entries/overview", { signal });

export const listNotices = (signal?: AbortSignal): Promise<NoticeList> => call("/api/notices", { signal });

export const markSeen = (id: string): Promise<null> => change("POST", `/api/notices/${id}/seen`);

/** What happens between two days (ISO, both included). */
export const readCalendar = (from: string, to: string, department: string, signal?: AbortSignal): Promise<CalendarItem[]> =>
  call(`/api/entries/calendar?${query({ from, to, department })}`, { signal });
