/** Days are ISO dates, months "YYYY-MM": both sort as text, and no time zone comes in. */
export interface MonthDay {
  date: string;
  day: number;
  inside: boolean;
}

const DAY_MS = 86_400_000;

/** The weeks of a month, Monday first, filled up with the days beside it. */
export function weeksOf(month: string): MonthDay[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: MonthDay[][] = [];
  for (let monday = start; monday === start || iso(monday).slice(0, 7) <= month; monday += 7 * DAY_MS) {
    weeks.push(Array.from({ length: 7 }, (_, index) => dayOf(monday + index * DAY_MS, month)));
  }
  return weeks;
}

/** The month `steps` away. */
export function monthAfter(month: string, steps: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return iso(Date.UTC(year, number - 1 + steps, 1)).slice(0, 7);
}

export function dateAfter(date: string, days: number): string {
  return iso(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS);
}

/** Today in China, wherever the browser is. */
export function todayInChina(now: Date = new Date()): string {
  return now.toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
}

export function monthLabel(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return `${year} 年 ${number} 月`;
}

export function dayLabel(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 星期${"日一二三四五六"[at.getUTCDay()]}`;
}

function dayOf(at: number, month: string): MonthDay {
  const date = iso(at);
  return { date, day: Number(date.slice(8)), inside: date.startsWith(month) };
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
