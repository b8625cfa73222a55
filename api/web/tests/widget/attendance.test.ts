import { afterEach, describe, expect, it } from "vitest";

import type { PersonRating, Waiting } from "../../shared/contract";
import { YihaodaAttendance } from "../../widget/src/components/attendance";

const waiting = (change: Partial<Waiting> = {}): Waiting => ({
  state: "waiting",
  position: 3,
  wait_seconds: 150,
  open: true,
  hours: "08:30至18:00",
  ...change,
});

async function show(change: Partial<YihaodaAttendance>): Promise<YihaodaAttendance> {
  const attendance = Object.assign(new YihaodaAttendance(), change);
  document.body.append(attendance);
  await attendance.updateComplete;
  return attendance;
}

const status = (attendance: YihaodaAttendance) => attendance.renderRoot.querySelector("[role=status]")?.textContent.trim() ?? "";
const part = <E extends HTMLElement>(attendance: YihaodaAttendance, name: string) =>
  attendance.renderRoot.querySelector<E>(`[data-testid=${name}]`);

describe("YihaodaAttendance", () => {
  afterEach(() => document.body.replaceChildren());

  it("says nothing while the service answers", async () => {
    expect(status(await show({}))).toBe("");
  });

  it.each([
    ["the place and the wait", waiting(), ["第 3 位", "3 分钟"]],
    ["at least a minute", waiting({ wait_seconds: 4 }), ["1 分钟"]],
    ["the hours outside of them", waiting({ open: false }), ["第 3 位", "08:30至18:00"]],
  ])("tells %s", async (_name, told, words) => {
    const said = status(await show({ mode: "waiting", waiting: told }));
    for (const word of words) expect(said).toContain(word);
  });

  it.each([
    ["no wait that nobody knows", waiting({ wait_seconds: null }), "分钟"],
    ["no wait outside the hours", waiting({ open: false }), "分钟"],
    ["no place before it was told", null, "位"],
  ])("invents %s", async (_name, told, word) => {
    expect(status(await show({ mode: "waiting", waiting: told }))).not.toContain(word);
  });

  it("asks afterwards, and sends one score", async () => {
    const rated: PersonRating[] = [];
    const attendance = await show({ satisfaction: "asking" });
    attendance.addEventListener("rate-person", (event) => rated.push((event as CustomEvent<PersonRating>).detail));
    part(attendance, "satisfaction-send")?.click();
    expect(rated).toEqual([]);
    part<HTMLInputElement>(attendance, "score-4")?.click();
    part(attendance, "satisfaction-send")?.click();
    expect(rated).toEqual([{ score: 4 }]);
  });

  it("thanks, and asks again where the rating did not arrive", async () => {
    const attendance = await show({ satisfaction: "thanked" });
    expect([status(attendance), part(attendance, "satisfaction")]).toEqual(["谢谢您的评价。", null]);
    attendance.satisfaction = "failed";
    await attendance.updateComplete;
    expect(part(attendance, "satisfaction")).not.toBeNull();
  });
});
