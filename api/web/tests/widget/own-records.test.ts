import { beforeEach, describe, expect, it, vi } from "vitest";

import { ChatApi } from "../../widget/src/api";
import { YihaodaOwnRecords } from "../../widget/src/components/own-records";

const press = (element: YihaodaOwnRecords, name: string) =>
  element.shadowRoot?.querySelector<HTMLButtonElement>(`[data-testid=records-${name}]`)?.click();
const told = (element: YihaodaOwnRecords) => element.shadowRoot?.querySelector("[role=status]")?.textContent?.trim();

async function mount(api: Partial<ChatApi>): Promise<YihaodaOwnRecords> {
  const element = new YihaodaOwnRecords();
  element.api = Object.assign(new ChatApi("https://service.example"), api);
  document.body.append(element);
  await element.updateComplete;
  return element;
}

describe("YihaodaOwnRecords", () => {
  beforeEach(() => {
    document.documentElement.lang = "zh-CN";
    document.body.replaceChildren();
  });

  it("deletes only what was asked for twice, and says so", async () => {
    const eraseOwnRecords = vi.fn(async () => undefined);
    const element = await mount({ eraseOwnRecords });
    const erased = vi.fn();
    element.addEventListener("erased", erased);
    press(element, "erase");
    await element.updateComplete;
    expect(eraseOwnRecords).not.toHaveBeenCalled();
    press(element, "erase");
    await vi.waitFor(() => expect(told(element)).toBe("已全部删除。"));
    expect(eraseOwnRecords).toHaveBeenCalledOnce();
    expect(erased).toHaveBeenCalledOnce();
  });

  it("says when it did not work, and deletes nothing from the screen", async () => {
    const element = await mount({ eraseOwnRecords: () => Promise.reject(new Error("down")) });
    const erased = vi.fn();
    element.addEventListener("erased", erased);
    press(element, "erase");
    press(element, "erase");
    await vi.waitFor(() => expect(told(element)).toContain("12345"));
    expect(erased).not.toHaveBeenCalled();
  });

  it("saves what is kept as a page", async () => {
    const urls = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:page");
    const element = await mount({ ownRecords: async () => "<!doctype html>" });
    press(element, "export");
    await vi.waitFor(() => expect(told(element)).toBe("已导出。"));
    expect(urls).toHaveBeenCalledOnce();
  });
});
