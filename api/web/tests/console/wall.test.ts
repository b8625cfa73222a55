import { afterEach, describe, expect, it, vi } from "vitest";

import type { Wall } from "../../console/src/contracts/wall";
import WallPage from "../../console/src/pages/WallPage.vue";
import { duration } from "../../console/src/wall/sentences";
import { mount, until, type Mounted } from "./mounting";
import { at, replies, Table } from "./table";

const WALL = replies["GET /api/desk/wall"] as unknown as Wall;
let page: Mounted | null = null;
afterEach(() => page?.unmount());

async function open(wall: Partial<Wall> = {}): Promise<Table> {
  const table = new Table({ "GET /api/desk/wall": { ...WALL, ...wall } });
  page = mount(WallPage, {}, [await at("/wall")]);
  await until(() => page?.all("figures").length);
  return table;
}

describe("a length of time", () => {
  it.each([
    [null, "—"],
    [0, "0 秒"],
    [59.4, "59 秒"],
    [60, "1 分"],
    [742, "12 分"],
    [3_600, "1 时"],
    [3_960, "1 时 6 分"],
    [-3, "0 秒"],
  ])("%s seconds are %s", (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

describe("the wall", () => {
  it("shows who waits and for how long, and marks what is too long", async () => {
    await open();
    expect(page?.find("figure-waiting").textContent).toContain("7");
    expect(page?.find("figure-longest").textContent).toContain("12 分");
    expect(page?.find("figure-longest").className).toContain("alarm");
    expect(page?.text()).toContain("4.6 分");
  });

  it("invents nothing where nothing was measured", async () => {
    await open({ waiting: 0, longest_wait_seconds: 900, rating_average: null, rated: 0, average_wait_seconds: null });
    expect(page?.find("figure-longest").textContent).toContain("—");
    expect(page?.find("figure-longest").className).not.toContain("alarm");
  });

  it("has those who can take something first, and the longest line on top", async () => {
    await open();
    expect(page?.all("wall-person").map(({ className }) => className)).toEqual(["available", "busy", "away"]);
    expect(page?.all("wall-department")[0]?.textContent).toContain("住房公积金中心");
    expect(page?.text()).toContain("未指定部门");
  });

  it("follows what changes", async () => {
    new Table();
    const answer = globalThis.fetch;
    const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
      url === "/api/desk/wall/events"
        ? Promise.resolve(new Response(new ReadableStream<Uint8Array>({ start: (stream) => void streams.push(stream) }), { headers: { "Content-Type": "text/event-stream" } }))
        : answer(url, init),
    );
    page = mount(WallPage, {}, [await at("/wall")]);
    await until(() => page?.all("figures").length && page.text().includes("实时"));
    streams[0]?.enqueue(new TextEncoder().encode(`event: wall\ndata: ${JSON.stringify({ ...WALL, waiting: 9 })}\n\n`));
    await until(() => page?.find("figure-waiting").textContent?.includes("9"));
  });
});
