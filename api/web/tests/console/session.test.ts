import { beforeEach, describe, expect, it, vi } from "vitest";

import { ProblemError } from "../../shared/problem";
import { explain } from "../../console/src/sentences";

const USER = {
  username: "u",
  display_name: "示例",
  role: "operator",
  permissions: ["session", "search"],
  departments: [],
  regions: [],
  csrf_token: "t",
};

/** Each test gets a session that has asked nothing yet. */
async function freshSession() {
  vi.resetModules();
  return (await import("../../console/src/session")).session;
}

describe("session", () => {
  let calls: [string, RequestInit | undefined][];
  let signedIn: boolean;

  beforeEach(() => {
    calls = [];
    signedIn = false;
    vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
      calls.push([`${init?.method ?? "GET"} ${url}`, init]);
      if (init?.method === "POST") signedIn = true;
      if (init?.method === "DELETE") return new Response(null, { status: 204 });
      return signedIn ? new Response(JSON.stringify(USER)) : new Response('{"code":"not_signed_in"}', { status: 401 });
    });
  });

  it("asks once who is signed in", async () => {
    const session = await freshSession();
    expect(await session.known()).toBeNull();
    expect(await session.known()).toBeNull();
    expect(calls).toHaveLength(1);
  });

  it("takes the CSRF token and sends it back", async () => {
    const session = await freshSession();
    await session.signIn({ username: "u", password: "p" });
    await session.signOut();
    expect(calls.at(-1)?.[1]?.headers).toEqual({ "X-CSRF-Token": "t" });
    expect(session.user).toBeNull();
  });
});

describe("the first page", () => {
  it.each([
    ["curator", "/home"],
    ["administrator", "/home"],
    ["auditor", "/audit"],
    ["operator", "/desk"],
  ])("of a %s whom the browser remembers is %s", async (role, place) => {
    vi.resetModules();
    const permissions = ["session", "search", "entries.read", "audit.read", "desk"];
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ ...USER, role, permissions })));
    const { router } = await import("../../console/src/router");
    await router.push("/");
    expect(router.currentRoute.value.path).toBe(place);
  });
});

describe("a session that ended", () => {
  it("leads to the sign-in page once, and remembers where the person was", async () => {
    vi.resetModules();
    vi.stubGlobal("fetch", async () => new Response('{"code":"not_signed_in"}', { status: 401 }));
    const { router } = await import("../../console/src/router");
    const { call } = await import("../../console/src/services/http");
    await router.push("/sign-in?next=/entries/a&ended=1");
    await expect(call("/api/entries/a/autosave")).rejects.toThrow();
    expect(router.currentRoute.value.query.next).toBe("/entries/a");
  });
});

describe("explain", () => {
  it.each([
    [new ProblemError(0, "offline"), "检查网络"],
    [new ProblemError(500, "error"), "稍后再试"],
    [new ProblemError(422, "invalid_request", "新密码太短"), "新密码太短"],
    [new TypeError("x is undefined"), "请刷新"],
  ])("explains %o", (error, part) => {
    expect(explain(error)).toContain(part);
  });
});
