import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { YihaodaLauncher } from "../../widget/src/components/launcher";

async function mount(): Promise<HTMLDialogElement> {
  const launcher = new YihaodaLauncher();
  launcher.dataset.region = "411282";
  document.body.append(launcher);
  await launcher.updateComplete;
  return launcher.shadowRoot?.querySelector("dialog") as HTMLDialogElement;
}

describe("YihaodaLauncher", () => {
  beforeEach(() => {
    localStorage.clear();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  });
  afterEach(() => document.body.replaceChildren());

  it("opens and closes the widget", async () => {
    const dialog = await mount();
    expect(dialog.open).toBe(false);
    (dialog.getRootNode() as ShadowRoot).querySelector<HTMLButtonElement>("[data-testid=launch]")?.click();
    expect(dialog.open).toBe(true);
    dialog.querySelector<HTMLButtonElement>("[data-testid=close]")?.click();
    expect(dialog.open).toBe(false);
  });

  it("hands its region on", async () => {
    const dialog = await mount();
    expect(dialog.querySelector("yihaoda-chat")).toBeNull();
    (dialog.getRootNode() as ShadowRoot).querySelector<HTMLButtonElement>("[data-testid=launch]")?.click();
    await vi.waitFor(() => expect(dialog.querySelector("yihaoda-chat")?.region).toBe("411282"));
  });

  it("opens for a question of the host page, and for nothing else on it", async () => {
    const dialog = await mount();
    document.body.click();
    expect(dialog.open).toBe(false);
    const topic = document.createElement("button");
    topic.dataset.yihaodaAsk = "主题";
    document.body.append(topic);
    topic.click();
    expect(dialog.open).toBe(true);
  });
});
