import { request } from "../../shared/problem";
import { read, remove, write } from "../../shared/storage";
import type { Wire } from "./wire";

const VISITOR = "yihaoda:visitor";

/** The token that says whose conversation it is, for as long as the tab is open; it is fetched when it is first needed. */
export class Visitor {
  private asking: Promise<string> | null = null;
  private known = "";

  constructor(
    private readonly base: string,
    private readonly wire: Wire,
  ) {}

  /** Return the token. Throws ProblemError where none can be had now. */
  async token(): Promise<string> {
    this.known ||= this.stored();
    if (this.known) return this.known;
    this.asking ??= this.fetched().finally(() => (this.asking = null));
    return await this.asking;
  }

  /** The service no longer knows this token: the next call gets another. */
  forget(token: string): void {
    if (token !== this.known) return;
    this.known = "";
    remove("sessionStorage", this.place);
  }

  private get place(): string {
    return VISITOR + this.base;
  }

  private stored(): string {
    const stored = read<unknown>("sessionStorage", this.place);
    return typeof stored === "string" ? stored : "";
  }

  private async fetched(): Promise<string> {
    const response = await request(`${this.base}/api/visitors`, { method: "POST" }, this.wire.fetch);
    const { visitor_token } = (await response.json()) as { visitor_token: string };
    this.known = visitor_token;
    write("sessionStorage", this.place, visitor_token);
    return visitor_token;
  }
}
