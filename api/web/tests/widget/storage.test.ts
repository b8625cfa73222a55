import { beforeEach, describe, expect, it, vi } from "vitest";

import { loadConversation, loadPreferences, saveConversation, savePreferences } from "../../widget/src/storage";
import { newTurn, type Turn } from "../../widget/src/turn";
import { chatReply } from "./replies";

const answered = (): Turn => ({ ...newTurn("问", "问"), state: "answered", reply: chatReply() });

describe("storage", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it("brings a conversation back", () => {
    const stored = { conversationId: "c1", turns: [answered()] };
    saveConversation(stored);
    expect(loadConversation()).toEqual(stored);
  });

  it("brings a turn under way back as one to send again", () => {
    saveConversation({ conversationId: null, turns: [newTurn("问", "问")] });
    expect(loadConversation().turns[0]).toMatchObject({ state: "failed", message: "问" });
  });

  it("keeps the last turns of a long conversation", () => {
    const turns = Array.from({ length: 60 }, answered);
    saveConversation({ conversationId: "c1", turns });
    expect(loadConversation().turns.at(-1)).toEqual(turns.at(-1));
    expect(loadConversation().turns.length).toBeLessThan(60);
  });

  it.each(["", "not json", "null", "[]", '{"turns":1}'])("starts anew from %j", (content) => {
    sessionStorage.setItem("yihaoda:conversation", content);
    expect(loadConversation()).toEqual({ conversationId: null, turns: [] });
  });

  it("remembers preferences on the device", () => {
    savePreferences({ elder: true, region: "411202" });
    expect(loadPreferences()).toEqual({ elder: true, region: "411202" });
  });

  it("goes on where storage is forbidden", () => {
    vi.stubGlobal("localStorage", undefined);
    expect(() => savePreferences({ elder: true, region: "" })).not.toThrow();
    expect(loadPreferences()).toEqual({ elder: false, region: "" });
  });
});
