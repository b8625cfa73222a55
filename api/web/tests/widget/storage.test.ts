import { beforeEach, describe, expect, it, vi } from "vitest";

import { ConversationStore } from "../../widget/src/conversation-store";
import { loadPreferences, savePreferences } from "../../widget/src/storage";
import { newTurn, type Turn } from "../../widget/src/turn";
import { chatReply } from "./replies";

const answered = (): Turn => ({ ...newTurn("问", "问"), state: "answered", reply: chatReply() });
const store = new ConversationStore("");
const CONVERSATION = { conversationId: "c1", mode: "person", lastEventId: "7" } as const;

/** A storage with room for short values only. */
class NarrowStorage {
  constructor(private readonly wide: Storage) {}

  getItem(key: string): string | null {
    return this.wide.getItem(key);
  }

  removeItem(key: string): void {
    this.wide.removeItem(key);
  }

  setItem(key: string, value: string): void {
    if (value.length > 100) throw new DOMException("full", "QuotaExceededError");
    this.wide.setItem(key, value);
  }
}

describe("storage", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it("brings a conversation back, with what is under way", () => {
    const log = { turns: [answered(), newTurn("问", "问")], messages: [] };
    store.save(CONVERSATION, log);
    expect(store.load()).toEqual(CONVERSATION);
    expect(store.loadLog()).toEqual(log);
  });

  it("keeps the last turns of a long conversation", () => {
    const turns = Array.from({ length: 60 }, answered);
    store.save(CONVERSATION, { turns, messages: [] });
    expect(store.loadLog()?.turns.at(-1)).toEqual(turns.at(-1));
    expect(store.loadLog()?.turns.length).toBeLessThan(60);
  });

  it("keeps which conversation it is where the log has no room", () => {
    store.save(CONVERSATION, { turns: [answered()], messages: [] });
    vi.stubGlobal("sessionStorage", new NarrowStorage(sessionStorage));
    store.save({ ...CONVERSATION, lastEventId: "8" }, { turns: [answered(), answered()], messages: [] });
    expect(store.load().lastEventId).toBe("8");
    expect(store.loadLog()).toBeNull();
  });

  it.each(["", "not json", "null", "[]", '{"turns":1}', '{"conversationId":1}'])("starts anew from %j", (content) => {
    sessionStorage.setItem("yihaoda:conversation", content);
    sessionStorage.setItem("yihaoda:log", content);
    expect(store.load()).toEqual({ conversationId: null, mode: "bot", lastEventId: "" });
    expect(store.loadLog()).toBeNull();
  });

  it("remembers preferences on the device", () => {
    savePreferences({ elder: true, region: "411202", language: "en" });
    expect(loadPreferences()).toEqual({ elder: true, region: "411202", language: "en" });
  });

  it("goes on where storage is forbidden", () => {
    vi.stubGlobal("localStorage", undefined);
    expect(() => savePreferences({ elder: true, region: "", language: "" })).not.toThrow();
    expect(loadPreferences()).toEqual({ elder: false, region: "", language: "" });
  });
});
