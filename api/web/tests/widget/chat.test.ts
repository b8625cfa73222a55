import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { YihaodaChat } from "../../widget/src/components/chat";
import { chatReply } from "./replies";

let service: string;
let services = 0;
let asked: Record<string, unknown>[];
let answer: () => Response;

async function mount(): Promise<YihaodaChat> {
  const chat = new YihaodaChat();
  chat.dataset.api = service; // a conversation is shared by all widgets on a page: every test has its own
  document.body.append(chat);
  await chat.updateComplete;
  return chat;
}

const composerOf = (chat: YihaodaChat) => chat.shadowRoot?.querySelector("yihaoda-composer")?.shadowRoot as ShadowRoot;
const part = (chat: YihaodaChat, name: string) => chat.shadowRoot?.querySelector(name)?.shadowRoot as ShadowRoot;
const turnsOf = (chat: YihaodaChat) => [...part(chat, "yihaoda-log").querySelectorAll("yihaoda-turn")];

async function type(chat: YihaodaChat, text: string, key: KeyboardEventInit = { key: "Enter" }): Promise<void> {
  const box = composerOf(chat).querySelector("textarea") as HTMLTextAreaElement;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  box.dispatchEvent(new KeyboardEvent("keydown", key));
  await vi.waitFor(() => chat.updateComplete);
}

describe("YihaodaChat", () => {
  beforeEach(() => {
    document.documentElement.lang = "zh-CN";
    service = `https://service${++services}.example`;
    asked = [];
    answer = () => new Response(JSON.stringify(chatReply()));
    localStorage.clear();
    sessionStorage.clear();
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      if (url.endsWith("/stream") || url.includes("/api/widget")) return new Response("", { status: 404 });
      if (url.endsWith("/api/visitors")) return new Response(JSON.stringify({ visitor_token: "v" }));
      asked.push(JSON.parse(init.body as string) as Record<string, unknown>);
      return answer();
    });
  });

  afterEach(() => document.body.replaceChildren());

  it("says that words went to a person, and shows no answer of its own, where a person has the conversation", async () => {
    answer = () => new Response(JSON.stringify({ ...chatReply(), silent: true, reply: { text: "", spoken: "", buttons: [] } }));
    const chat = await mount();
    await type(chat, "谢谢您");
    await vi.waitFor(() => expect(turnsOf(chat)[0]?.shadowRoot?.querySelector("[data-testid=forwarded]")).not.toBeNull());
    expect(turnsOf(chat)[0]?.shadowRoot?.querySelector("yihaoda-answer")).toBeNull();
  });

  it("sends with Enter, in the conversation that the service began", async () => {
    const chat = await mount();
    await type(chat, " 一 ");
    await vi.waitFor(() => expect(turnsOf(chat)[0]?.turn.state).toBe("answered"));
    await type(chat, "二");
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked).toMatchObject([
      { message: "一", conversation_id: null },
      { message: "二", conversation_id: "c1" },
    ]);
  });

  it.each([
    ["Shift+Enter", "一", { key: "Enter", shiftKey: true }],
    ["Enter while an input method composes", "yi", { key: "Enter", isComposing: true }],
    ["Enter in an empty box", "  ", { key: "Enter" }],
    ["a text over the limit", "一".repeat(501), { key: "Enter" }],
  ])("does not send on %s", async (_name, text, key) => {
    const chat = await mount();
    await type(chat, text, key);
    expect(turnsOf(chat)).toHaveLength(0);
  });

  it.each([
    ["一".repeat(399), ""],
    ["一".repeat(450), "还可输入 50 个字"],
    ["😀".repeat(500), "还可输入 0 个字"],
    ["一".repeat(503), "超出 3 个字"],
  ])("counts code points", async (text, expected) => {
    const chat = await mount();
    await type(chat, text, { key: "a" });
    expect(composerOf(chat).querySelector("#counter")?.textContent).toContain(expected);
  });

  it("keeps the question when the service is down, and sends it again", async () => {
    answer = () => new Response(JSON.stringify({ code: "unavailable" }), { status: 503 });
    const chat = await mount();
    await type(chat, "一");
    await vi.waitFor(() => expect(turnsOf(chat)[0]?.turn.state).toBe("failed"));
    answer = () => new Response(JSON.stringify(chatReply()));
    const turn = turnsOf(chat)[0];
    await turn?.updateComplete;
    turn?.shadowRoot?.querySelector<HTMLButtonElement>("[data-testid=retry]")?.click();
    await vi.waitFor(() => expect(turnsOf(chat)[0]?.turn.state).toBe("answered"));
    expect(asked.map(({ message }) => message)).toEqual(["一", "一"]);
  });

  it("sends the payload of a button and shows its title", async () => {
    const chat = await mount();
    await chat.ask("津贴");
    const shown = turnsOf(chat)[0]?.conversation;
    await shown?.ask("/choose{}", "高龄津贴");
    await chat.updateComplete;
    await chat.shadowRoot?.querySelector("yihaoda-log")?.updateComplete;
    expect(turnsOf(chat)[1]?.turn).toMatchObject({ shown: "高龄津贴", message: "/choose{}" });
  });

  it("shows one conversation in every widget of the page, and forgets it for a new one", async () => {
    const [chat, other] = [await mount(), await mount()];
    await chat.ask("一");
    await vi.waitFor(() => expect([turnsOf(chat).length, turnsOf(other).length]).toEqual([1, 1]));
    part(chat, "yihaoda-head").querySelector<HTMLButtonElement>("[data-testid=restart]")?.click();
    await vi.waitFor(() => expect([turnsOf(chat).length, turnsOf(other).length]).toEqual([0, 0]));
    expect(JSON.stringify(sessionStorage)).not.toContain("一");
  });

  it("keeps its conversation where the page moves it", async () => {
    const chat = await mount();
    await chat.ask("一");
    const place = document.createElement("div");
    document.body.append(place);
    place.append(chat);
    await chat.ask("二");
    await vi.waitFor(() => expect(turnsOf(chat).map(({ turn }) => turn.state)).toEqual(["answered", "answered"]));
  });

  it("asks what an element of the host page asks", async () => {
    await mount();
    await mount();
    const topic = document.createElement("button");
    topic.dataset.yihaodaAsk = "主题";
    document.body.append(topic);
    topic.click();
    await vi.waitFor(() => expect(asked).toMatchObject([{ message: "主题" }]));
  });

  it("remembers 大字版 and the region", async () => {
    const first = await mount();
    part(first, "yihaoda-head").querySelector<HTMLButtonElement>("[data-testid=elder]")?.click();
    const select = part(first, "yihaoda-head").querySelector("select") as HTMLSelectElement;
    select.value = "411202";
    select.dispatchEvent(new Event("change"));
    document.body.replaceChildren();
    const second = await mount();
    expect(second.elder).toBe(true);
    await second.ask("一");
    expect(asked).toMatchObject([{ region: "411202" }]);
  });
});
