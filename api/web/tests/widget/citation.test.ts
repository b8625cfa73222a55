import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Citation, ClauseView, Status } from "../../shared/contract";
import { YihaodaCitation } from "../../widget/src/components/citation";
import { YihaodaClause } from "../../widget/src/components/clause";
import { citation } from "./replies";

const view = (change: Partial<ClauseView> = {}): ClauseView => ({
  entry_id: "e1",
  title: "示例办法",
  document_number: "示政〔2024〕1号",
  issuer: "示例市人民政府",
  status: "in_force",
  status_text: "现行有效",
  effective_from: "2024-01-01",
  expires_on: null,
  replaced_by: "",
  url: "https://example.org/1",
  clauses: [
    { clause: "第三条", path: "第一章", text: "前一条。", cited: false },
    { clause: "第四条", path: "第一章", text: "示例条款。", cited: true },
  ],
  ...change,
});

let answer: () => Response;
let called: string[];

async function opened(cited: Citation = citation()): Promise<ShadowRoot> {
  const clause = new YihaodaClause();
  clause.api = "https://service.test";
  document.body.append(clause);
  await clause.updateComplete;
  await clause.open(cited);
  await clause.updateComplete;
  return clause.shadowRoot as ShadowRoot;
}

describe("YihaodaClause", () => {
  beforeEach(() => {
    called = [];
    answer = () => new Response(JSON.stringify(view()));
    vi.stubGlobal("fetch", async (url: string) => {
      called.push(url);
      return answer();
    });
    HTMLElement.prototype.scrollIntoView = () => undefined;
  });
  afterEach(() => document.body.replaceChildren());

  it("asks for the clause in its document, and shows it among its neighbours", async () => {
    const root = await opened();
    expect(called).toEqual([`https://service.test/api/clauses/e1?${new URLSearchParams({ clause: "第四条", title: "示例办法" })}`]);
    expect(root.querySelector("[data-testid=cited-clause]")?.textContent).toContain("示例条款。");
    expect(root.querySelectorAll("[data-testid=clause]")).toHaveLength(1);
    expect(root.querySelector("a")?.href).toBe("https://example.org/1");
  });

  it("says where the text is not kept, and shows the words of the interpretation", async () => {
    answer = () => new Response(JSON.stringify(view({ clauses: [], url: "javascript:alert(1)" })));
    const root = await opened(citation({ quote: "解读的话。", quote_from: "interpretation" }));
    expect(root.textContent).toContain("还没有收录");
    expect(root.textContent).toContain("解读的话。");
    expect(root.querySelector("a")).toBeNull();
  });

  it("shows what was repealed as repealed, with what replaced it", async () => {
    answer = () => new Response(JSON.stringify(view({ status: "repealed", status_text: "已废止", replaced_by: "《新办法》" })));
    const root = await opened();
    expect(root.querySelector(".status")?.textContent).toBe("✕ 已废止");
    expect(root.querySelector(".replaced")?.textContent).toContain("《新办法》");
  });

  it("explains why it cannot be shown, and keeps the quote", async () => {
    answer = () => new Response("{}", { status: 500 });
    const root = await opened();
    expect(root.querySelector("[role=alert]")?.textContent).toContain("12345");
    expect(root.textContent).toContain("示例条款。");
  });

  it("shows markup in a clause as text", async () => {
    answer = () => new Response(JSON.stringify(view({ clauses: [{ clause: "<b>", path: "<i>", text: "<img src=x>", cited: true }] })));
    const root = await opened();
    expect(root.querySelector("img, i")).toBeNull();
    expect(root.querySelector("[data-testid=cited-clause]")?.textContent).toContain("<img src=x>");
  });
});

describe("YihaodaCitation", () => {
  afterEach(() => document.body.replaceChildren());

  it.each<[Status, string]>([
    ["in_force", "✓ 现行有效"],
    ["not_yet_in_force", "○ 尚未施行"],
    ["expired", "✕ 已失效"],
    ["repealed", "✕ 已废止"],
  ])("says %s with a sign and a word", async (status, expected) => {
    const card = new YihaodaCitation();
    card.citation = citation({ status });
    document.body.append(card);
    await card.updateComplete;
    expect(card.renderRoot.querySelector(".status")?.textContent).toBe(expected);
  });

  it("opens its clause", async () => {
    const card = new YihaodaCitation();
    card.citation = citation();
    document.body.append(card);
    await card.updateComplete;
    const heard = new Promise((resolve) => document.addEventListener("open-clause", (event) => resolve((event as CustomEvent).detail), { once: true }));
    card.renderRoot.querySelector<HTMLButtonElement>("[data-testid=open-clause]")?.click();
    expect(await heard).toEqual(citation());
  });
});
