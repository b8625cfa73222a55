import { toJson } from "../../shared/json";
import { ProblemError, request } from "../../shared/problem";
import { Visitor } from "./visitor";
import { BROWSER, type Wire } from "./wire";

/** How one call differs from a GET of a JSON document. */
export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The service at an address, called in the visitor's name. */
export class Service {
  private readonly visitor: Visitor;

  /** `base` is an origin, or empty for the page's own. */
  constructor(
    readonly base: string,
    readonly wire: Wire = BROWSER,
  ) {
    this.visitor = new Visitor(base, wire);
  }

  /** Call; with a body it is a POST. A visitor who is no longer known becomes another one. Throws ProblemError. */
  async call(path: string, call: Call = {}): Promise<Response> {
    const token = await this.visitor.token();
    try {
      return await this.send(path, call, token);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "visitor_unknown") throw error;
      this.visitor.forget(token);
      return await this.send(path, call, await this.visitor.token());
    }
  }

  /** Call as nobody: what everybody may read. */
  async read<T>(path: string): Promise<T> {
    const response = await request(this.base + path, undefined, this.wire.fetch);
    return (await response.json()) as T;
  }

  private send(path: string, { body, headers = {}, signal }: Call, token: string): Promise<Response> {
    const init: RequestInit = { headers: { ...headers, "X-Visitor-Token": token }, ...(signal && { signal }) };
    if (body === undefined) return request(this.base + path, init, this.wire.fetch);
    const posted = { ...init.headers, "Content-Type": "application/json" };
    return request(this.base + path, { ...init, method: "POST", headers: posted, body: toJson(body) }, this.wire.fetch);
  }
}
