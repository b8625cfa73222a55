import { differences } from "../../console/src/content/compare";
import { setAt, valueAt } from "../../console/src/content/paths";
import type { Content, EntryKind } from "../../console/src/contracts/content";
import type { Autosave, BulkRequest, Entry, EntryComment, MergeConflict } from "../../console/src/contracts/entries";
import type { Life } from "../../console/src/life";
import { asked, conflicts } from "./answers";
import { CURATOR, entry, OPTIONS } from "./records";

type Body = Partial<BulkRequest> & Record<string, unknown> & { kind: EntryKind; content: Content; reason: string; base_revision: number };
type Answer = (match: RegExpExecArray, body: Body, url: URL) => unknown;

const OUTCOMES: Record<string, Life> = {
  submit: "submitted",
  return: "returned",
  approve: "approved",
  publish: "published",
  withdraw: "withdrawn",
  repeal: "superseded",
  confirm: "published",
};

class Fault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: unknown[] = [],
  ) {
    super(detail);
  }
}

/** The entries contract in memory: for tests of the pages, and for looking at them without a service. */
export class FakeService {
  readonly entries = new Map<string, Entry>();
  readonly revisions = new Map<string, { content: Content; reason: string; author: string }[]>();
  readonly autosaves = new Map<string, Autosave>();
  readonly comments = new Map<string, EntryComment[]>();
  readonly calls: { method: string; path: string; body: unknown }[] = [];
  /** What the next call of a path ends with, in place of an answer. */
  readonly faults = new Map<string, Fault>();
  user: Record<string, unknown> = CURATOR;

  constructor(size = 3) {
    for (let index = 0; index < size; index++) this.put(entry(index));
  }

  put(record: Entry): void {
    this.entries.set(record.entry_id, record);
    const past = Array.from({ length: record.revision }, (_, at) => ({
      content: structuredClone({ ...record.content, title: at + 1 === record.revision ? record.content.title : `${record.content.title}（第 ${at + 1} 稿）` }),
      reason: ["首次录入", "补充材料要求", "按新办法修改标准"][at % 3] ?? "",
      author: "curator",
    }));
    this.revisions.set(record.entry_id, past);
    this.comments.set(record.entry_id, [{ id: "c1", author: "reviewer", at: "2026-11-19T02:00:00Z", text: "第二问的依据应当引到第三条，请改后再交。", revision: 2, kind: "returned" }]);
  }

  fail(path: string, status: number, code: string, detail: string, errors: unknown[] = []): void {
    this.faults.set(path, new Fault(status, code, detail, errors));
  }

  /** Somebody else saves: the next saving of who began before is refused. */
  overtake(id: string, change: (content: Content) => void): void {
    const record = this.get(id);
    const content = structuredClone(record.content);
    change(content);
    this.store(record, content, "另一个人的修改", "reviewer");
  }

  readonly fetch = async (input: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input, "http://fake");
    const method = init.method ?? "GET";
    const body = (typeof init.body === "string" ? JSON.parse(init.body) : {}) as Body;
    this.calls.push({ method, path: url.pathname, body });
    await Promise.resolve();
    if (init.signal?.aborted) throw new DOMException("aborted", "AbortError");
    try {
      return json(this.answer(method, url, body), 200);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return json({ code: fault.code, detail: fault.detail, errors: fault.errors }, fault.status);
    }
  };

  private answer(method: string, url: URL, body: Body): unknown {
    const planned = this.faults.get(url.pathname);
    if (planned && this.faults.delete(url.pathname)) throw planned;
    for (const [verb, pattern, answer] of this.routes) {
      const match = verb === method ? pattern.exec(url.pathname) : null;
      if (match) return answer(match, body, url);
    }
    throw new Fault(404, "not_found", "没有这个地址");
  }

  private readonly routes: [string, RegExp, Answer][] = [
    ["GET", /^\/api\/session$/, () => this.user],
    ["GET", /^\/api\/options$/, () => OPTIONS],
    ["GET", /^\/api\/entries$/, (_match, _body, url) => this.list(url.searchParams)],
    ["POST", /^\/api\/entries$/, (_match, body) => this.create(body)],
    ["POST", /^\/api\/entries\/bulk$/, (_match, body) => this.bulk(body)],
    ["GET", /^\/api\/entries\/([^/]+)$/, ([, id]) => this.get(id)],
    ["PUT", /^\/api\/entries\/([^/]+)$/, ([, id], body) => this.save(this.get(id), body)],
    ["GET", /^\/api\/entries\/([^/]+)\/autosave$/, ([, id = ""]) => this.autosaves.get(id) ?? missing()],
    ["PUT", /^\/api\/entries\/([^/]+)\/autosave$/, ([, id = ""], body) => this.keep(id, body)],
    ["DELETE", /^\/api\/entries\/([^/]+)\/autosave$/, ([, id = ""]) => void this.autosaves.delete(id)],
    ["POST", /^\/api\/entries\/([^/]+)\/merge$/, ([, id], body) => this.merge(this.get(id), body)],
    ["GET", /^\/api\/entries\/([^/]+)\/revisions$/, ([, id]) => this.history(this.get(id))],
    ["GET", /^\/api\/entries\/([^/]+)\/diff$/, ([, id = ""], _body, url) => this.diff(id, url.searchParams)],
    ["GET", /^\/api\/entries\/([^/]+)\/comments$/, ([, id = ""]) => this.comments.get(id) ?? []],
    ["POST", /^\/api\/entries\/([^/]+)\/comments$/, ([, id = ""], body) => this.say(id, body)],
    ["PUT", /^\/api\/entries\/([^/]+)\/assignment$/, ([, id], body) => Object.assign(this.get(id), { assignee: body.assignee })],
    ["DELETE", /^\/api\/entries\/([^/]+)\/schedule\/[^/]+$/, ([, id]) => Object.assign(this.get(id), { scheduled: [] })],
    ["POST", /^\/api\/entries\/([^/]+)\/rollback$/, ([, id], body) => this.rollBack(this.get(id), body)],
    ["POST", /^\/api\/entries\/([^/]+)\/(\w+)$/, ([, id, verb = ""], body) => this.act(this.get(id), verb, body)],
    ["POST", /^\/api\/preview\/ask$/, (_match, body) => asked(body)],
    ["POST", /^\/api\/preview\/conflicts$/, () => conflicts()],
  ];

  private get(id = ""): Entry {
    return this.entries.get(id) ?? missing();
  }

  private list(params: URLSearchParams): unknown {
    const [q, page, size] = [params.get("q") ?? "", Number(params.get("page") ?? 1), Number(params.get("size") ?? 50)];
    const fits = [...this.entries.values()].filter((record) =>
      (["kind", "life", "department", "region", "assignee"] as const).every((name) => !params.get(name) || record[name] === params.get(name)),
    );
    const found = fits.filter(({ title, document_number }) => `${title}${document_number}`.includes(q));
    const count = (name: "life" | "department" | "field_name" | "region") => {
      const counts: Record<string, number> = {};
      for (const record of found) counts[record[name]] = (counts[record[name]] ?? 0) + 1;
      return counts;
    };
    const facets = { life: count("life"), department: count("department"), field: count("field_name"), region: count("region") };
    return { items: found.slice((page - 1) * size, page * size), total: found.length, facets };
  }

  private create(body: Body): Entry {
    const record = entry(this.entries.size, { entry_id: `e${this.entries.size}`, kind: body.kind, title: body.content.title, content: body.content, revision: 1, published_revision: null, life: "draft", state: "draft" });
    this.put(record);
    return record;
  }

  private save(record: Entry, body: Body): Entry {
    if (body.base_revision !== record.revision) throw new Fault(409, "entry_changed", "别人刚保存过");
    return this.store(record, body.content, body.reason, "curator");
  }

  private store(record: Entry, content: Content, reason: string, author: string): Entry {
    const next = { ...record, content, title: content.title, revision: record.revision + 1, life: "draft" as const };
    this.entries.set(record.entry_id, next);
    this.revisions.get(record.entry_id)?.push({ content, reason, author });
    return next;
  }

  private keep(id: string, { content, base_revision }: Body): unknown {
    const saved_at = new Date().toISOString();
    this.autosaves.set(id, { content, base_revision, saved_at });
    return { saved_at };
  }

  private merge(record: Entry, { content: mine, base_revision }: Body): unknown {
    const base = this.revisions.get(record.entry_id)?.[base_revision - 1]?.content ?? missing();
    const merged = structuredClone(record.content);
    const found: MergeConflict[] = [];
    for (const { path, label } of differences(base, mine)) {
      const [before, ours, theirs] = [base, mine, record.content].map((content) => valueAt(content, path));
      if (JSON.stringify(before) === JSON.stringify(theirs)) setAt(merged, path, ours);
      else found.push({ path, label, base: before, mine: ours, theirs });
    }
    return { content: merged, base_revision: record.revision, conflicts: found };
  }

  private history({ entry_id, published_revision }: Entry): unknown {
    return (this.revisions.get(entry_id) ?? []).map(({ reason, author }, at) => ({
      number: at + 1,
      author,
      reason,
      created_at: `2026-11-${10 + at}T02:00:00Z`,
      published: at + 1 <= (published_revision ?? 0),
      current: at + 1 === published_revision,
    }));
  }

  private diff(id: string, params: URLSearchParams): unknown {
    const [from, to] = ["from", "to"].map((name) => this.revisions.get(id)?.[Number(params.get(name)) - 1]?.content ?? missing());
    if (!from || !to) return missing();
    const changes = differences(from, to).map((change) => ({ ...change, spans: [{ op: "delete", text: change.before }, { op: "insert", text: change.after }] }));
    return { changes };
  }

  private say(id: string, body: Body): unknown {
    const said = { id: `c${Math.random()}`, author: "curator", at: new Date().toISOString(), text: String(body.text), revision: 3, kind: "comment" };
    this.comments.set(id, [...(this.comments.get(id) ?? []), said]);
    return said;
  }

  private rollBack(record: Entry, body: Body): Entry {
    const content = this.revisions.get(record.entry_id)?.[Number(body.revision) - 1]?.content ?? missing();
    return this.store(record, content, body.reason, "curator");
  }

  private act(record: Entry, verb: string, body: Body): Entry {
    const life = OUTCOMES[verb] ?? missing();
    if (body.at) return Object.assign(record, { life: "scheduled", scheduled: [{ id: "s9", action: verb, at: body.at }] });
    return Object.assign(record, { life, ...(life === "published" && { published_revision: record.revision }) });
  }

  private bulk({ action = "submit", entries = [], despite_gate }: Body): unknown {
    if (action === "publish" && !despite_gate && entries.length > 2) {
      const results = entries.map(({ entry_id }) => ({ entry_id, ok: false, code: "gate_failed", message: "门禁没有通过" }));
      return { results, gate: "failed", findings: ["“观鸟补贴多少”原来答得出，发布后答不出。"] };
    }
    const results = entries.map(({ entry_id }) => {
      const ok = entry_id !== "e0";
      if (ok) this.get(entry_id).life = OUTCOMES[action] ?? "draft";
      return { entry_id, ok, code: ok ? "" : "same_person", message: ok ? "" : "不能审核自己写的内容" };
    });
    return { results, gate: action === "publish" ? "overridden" : "", findings: [] };
  }
}

function missing(): never {
  throw new Fault(404, "not_found", "没有找到");
}

function json(body: unknown, status: number): Response {
  if (body === undefined) return new Response(null, { status: 204 });
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
