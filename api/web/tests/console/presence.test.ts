import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startFeed, stopFeed } from "../../console/src/live/desk-feed";
import CallNotice from "../../console/src/shell/CallNotice.vue";
import PresenceSwitch from "../../console/src/shell/PresenceSwitch.vue";
import { toasts } from "../../console/src/toast";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

let page: Mounted | null = null;
beforeEach(() => void (toasts.length = 0));
afterEach(() => {
  stopFeed();
  page?.unmount();
});

const select = (): HTMLSelectElement => page?.find("presence") as HTMLSelectElement;

async function open(said: Record<string, unknown> = {}): Promise<Table> {
  const table = new Table(said);
  page = mount(PresenceSwitch, {}, [await at("/search")]);
  await until(() => page?.all("presence").length);
  return table;
}

describe("the presence switch", () => {
  it("shows how one is, a comment from elsewhere too", async () => {
    await open({ "GET /api/desk/presence": { state: "away", comment: "培训" } });
    expect(select().selectedOptions[0]?.textContent).toBe("离开 · 培训");
  });

  it("says how one is", async () => {
    const table = await open();
    type(select(), "away:用餐");
    await until(() => table.sent("PUT /api/desk/presence").length);
    expect(table.sent("PUT /api/desk/presence")).toEqual([{ state: "away", comment: "用餐" }]);
  });

  it("goes back where that fails", async () => {
    await open({ "PUT /api/desk/presence": new Refusal(503, "unavailable", "暂时不能服务") });
    type(select(), "busy:");
    await until(() => toasts.length);
    await until(() => select().value === "available:");
    expect(toasts[0]?.text).toBe("暂时不能服务");
  });

  it("is not there where the service knows of none", async () => {
    const table = new Table({ "GET /api/desk/presence": new Refusal(404, "not_found", "") });
    page = mount(PresenceSwitch, {}, [await at("/search")]);
    await until(() => table.calls.length);
    expect(page.all("presence")).toEqual([]);
  });
});

describe("a call while another page is open", () => {
  /** Tell the desk of calls, one event after the other. */
  function ring(...calls: string[]): void {
    const answer = globalThis.fetch;
    const told = calls.map((call_id) => `event: call\ndata: ${JSON.stringify({ call_id })}\n\n`).join("");
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
      url === "/api/desk/events"
        ? Promise.resolve(new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(told)) }), { headers: { "Content-Type": "text/event-stream" } }))
        : answer(url, init),
    );
    startFeed();
  }

  const RINGING = replies["GET /api/desk/calls/k2"];
  const mine = { ...RINGING, call: { ...RINGING.call, operator: "admin" } };

  it("is told, with the way to it", async () => {
    new Table({ "GET /api/desk/calls/k2": mine });
    page = mount(CallNotice, {}, [await at("/search")]);
    ring("k2");
    await until(() => page?.all("call-notice").length);
    expect(page.find("call-notice").textContent).toContain("0398****567");
    expect(page.find("call-open").getAttribute("href")).toContain("/desk?call=k2");
  });

  it("is not told where it is somebody else's", async () => {
    const table = new Table();
    page = mount(CallNotice, {}, [await at("/search")]);
    ring("k2");
    await until(() => table.calls.some(({ name }) => name === "GET /api/desk/calls/k2"));
    expect(page.all("call-notice")).toEqual([]);
  });
});
