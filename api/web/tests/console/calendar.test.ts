import { afterEach, describe, expect, it } from "vitest";

import { byDay, overdue } from "../../console/src/calendar/events";
import { dateAfter, dayLabel, monthAfter, todayInChina, weeksOf } from "../../console/src/calendar/month";
import type { CalendarItem } from "../../console/src/contracts/overview";
import CalendarPage from "../../console/src/pages/CalendarPage.vue";
import HomePage from "../../console/src/pages/HomePage.vue";
import { toasts } from "../../console/src/toast";
import { mount, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

const ITEMS = replies["GET /api/entries/calendar"] as CalendarItem[];
let page: Mounted | null = null;
afterEach(() => page?.unmount());

describe("a month", () => {
  it.each([
    ["2026-11", "2026-10-26", "2026-12-06", 6], // begins on a Sunday
    ["2027-02", "2027-02-01", "2027-02-28", 4], // fits exactly
    ["2028-02", "2028-01-31", "2028-03-05", 5], // a leap year
    ["2026-12", "2026-11-30", "2027-01-03", 5], // over the end of a year
  ])("%s is filled up to whole weeks", (month, first, last, weeks) => {
    const found = weeksOf(month);
    expect(found).toHaveLength(weeks);
    expect(found[0]?.[0]?.date).toBe(first);
    expect(found.at(-1)?.[6]?.date).toBe(last);
    const days = found.flat();
    expect(days.filter(({ inside }) => inside).map(({ day }) => day)).toEqual(days.filter(({ inside }) => inside).map((_, index) => index + 1));
  });

  it("turns over the year", () => {
    expect(monthAfter("2026-12", 1)).toBe("2027-01");
    expect(monthAfter("2026-01", -1)).toBe("2025-12");
    expect(dateAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayLabel("2026-11-26")).toBe("11月26日 星期四");
  });

  it("has the day of China, not of the browser", () => {
    expect(todayInChina(new Date("2026-11-25T16:30:00Z"))).toBe("2026-11-26");
  });
});

describe("events", () => {
  it("stand by day, the most pressing first", () => {
    const days = byDay(ITEMS);
    expect([...days.keys()]).toEqual(["2026-11-03", "2026-11-12", "2026-11-26", "2026-11-28", "2026-11-30"]);
    expect(days.get("2026-11-26")?.map(({ event }) => event)).toEqual(["review_due", "expires", "publish"]);
    expect(overdue(ITEMS).map(({ date }) => date)).toEqual(["2026-11-03", "2026-11-12"]);
  });
});

describe("the calendar page", () => {
  it("asks for whole weeks and lists first what is late", async () => {
    new Table();
    page = mount(CalendarPage, {}, [await at("/calendar")]);
    await until(() => page?.all("overdue").length);
    expect(page.find("overdue").textContent).toContain("逾期没有复核（2）");
  });

  it("walks with the arrow keys into the next month", async () => {
    new Table();
    page = mount(CalendarPage, {}, [await at("/calendar")]);
    const chosen = () => page?.find("month").querySelector<HTMLElement>('[aria-pressed="true"]');
    const before = chosen()?.dataset.date ?? "";
    chosen()?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
    await until(() => chosen()?.dataset.date === dateAfter(before, 7));
  });

  it("says why nothing is there, and asks again", async () => {
    const table = new Table({ "GET /api/entries/calendar": new Refusal(503, "unavailable", "数据库正忙") });
    page = mount(CalendarPage, {}, [await at("/calendar")]);
    await until(() => page?.text().includes("数据库正忙"));
    delete table.said["GET /api/entries/calendar"];
    page.find("retry").click();
    await until(() => page?.all("overdue").length);
  });
});

describe("the home page", () => {
  it("shows only tasks that the person has a right to", async () => {
    new Table();
    page = mount(HomePage, {}, [await at("/home", ["session", "search", "entries.read", "entries.review"])]);
    await until(() => page?.all("tasks").length);
    expect(page.find("task-to_review").textContent).toContain("2");
    expect(page.all("task-to_publish")).toEqual([]);
  });

  it("takes a reminder off the list, and puts it back when that fails", async () => {
    const table = new Table({ "POST /api/notices/n1/seen": new Refusal(503, "unavailable", "没有记下") });
    page = mount(HomePage, {}, [await at("/home")]);
    await until(() => page?.all("notice").length === 2);
    page.find("see").click();
    await until(() => toasts.some(({ text }) => text === "没有记下"));
    expect(page.all("notice")).toHaveLength(2);
    delete table.said["POST /api/notices/n1/seen"];
    page.find("see").click();
    await until(() => page?.all("notice").length === 1);
  });
});
