import { vi } from "vitest";

import type { SessionInfo } from "../../console/src/contract";
import { router } from "../../console/src/router";
import { session } from "../../console/src/session";
import replies from "./fixtures/pages.json";

export interface Call {
  name: string;
  body: unknown;
}

export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {}
}

type Reply = unknown;

/** A service that answers from a table, `"GET /api/…"` to a body; `said` comes before the table of all pages. */
export class Table {
  readonly calls: Call[] = [];

  constructor(readonly said: Record<string, Reply> = {}) {
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => this.answer(url, init));
  }

  /** The bodies that were sent with this call. */
  sent(name: string): unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ body }) => body);
  }

  private async answer(url: string, init?: RequestInit): Promise<Response> {
    const name = `${init?.method ?? "GET"} ${url.split("?")[0]}`;
    this.calls.push({ name, body: typeof init?.body === "string" ? JSON.parse(init.body) : init?.body });
    const reply = name in this.said ? this.said[name] : (replies as Record<string, Reply>)[name];
    if (reply instanceof Refusal) return new Response(JSON.stringify(reply), { status: reply.status });
    if (reply === undefined) return new Response('{"code":"not_found"}', { status: 404 });
    return reply === null ? new Response(null, { status: 204 }) : new Response(JSON.stringify(reply));
  }
}

/** Sign in with these rights, all of them where none are named, and go to a page. */
export async function at(path: string, permissions = replies["GET /api/session"].permissions): Promise<typeof router> {
  session.user = { ...replies["GET /api/session"], permissions } as SessionInfo;
  await session.known();
  session.user = { ...replies["GET /api/session"], permissions } as SessionInfo;
  await router.push(path);
  return router;
}

export { replies };
