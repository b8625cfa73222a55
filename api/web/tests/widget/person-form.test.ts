import { afterEach, describe, expect, it } from "vitest";

import type { PersonReceipt, PersonRequest } from "../../shared/contract";
import { ProblemError } from "../../shared/problem";
import { YihaodaPerson } from "../../widget/src/components/person-form";

const RECEIPT: PersonReceipt = { request_id: "r1", consult_code: "7K3M9Q", state: "waiting", notice: "<b>请等待</b>" };

async function open(question: string, leave: (request: PersonRequest) => Promise<PersonReceipt>): Promise<ShadowRoot> {
  const form = new YihaodaPerson();
  form.leave = leave;
  document.body.append(form);
  await form.updateComplete;
  form.open(question);
  await form.updateComplete;
  return form.shadowRoot as ShadowRoot;
}

async function send(root: ShadowRoot): Promise<void> {
  root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await new Promise((resolve) => setTimeout(resolve));
  await (root.host as YihaodaPerson).updateComplete;
}

describe("YihaodaPerson", () => {
  afterEach(() => document.body.replaceChildren());

  it("leaves the question with the contact, and shows the code", async () => {
    const left: PersonRequest[] = [];
    const root = await open("多久？", async (request) => {
      left.push(request);
      return RECEIPT;
    });
    (root.querySelector("#contact") as HTMLInputElement).value = " 13800138000 ";
    await send(root);
    expect(left).toEqual([{ question: "多久？", contact: "13800138000" }]);
    expect(root.querySelector("yihaoda-code")?.code).toBe("7K3M9Q");
    expect(root.querySelector("[data-testid=person-receipt] b")).toBeNull();
    expect(root.textContent).toContain("<b>请等待</b>");
  });

  it("keeps what was written where it cannot be left, and says why", async () => {
    const root = await open("多久？", async () => Promise.reject(new ProblemError(429, "too_many_requests", "", 30)));
    await send(root);
    expect(root.querySelector("[role=alert]")?.textContent).toContain("30 秒");
    expect(root.querySelector("textarea")?.value).toBe("多久？");
  });

  it("sends nothing without a question", async () => {
    let left = 0;
    const root = await open("  ", async () => {
      left++;
      return RECEIPT;
    });
    await send(root);
    expect(left).toBe(0);
  });
});
