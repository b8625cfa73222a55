import { beforeEach, describe, expect, it, vi } from "vitest";

import type { History } from "../../shared/contract";
import { ChatApi } from "../../widget/src/api";
import { Conversation } from "../../widget/src/conversation";
import { ConversationStore } from "../../widget/src/conversation-store";
import { newTurn } from "../../widget/src/turn";
import { eventsAfter, FakeNetwork, json, offline, type Sent, stream } from "./network";
import { chatReply } from "./replies";

const store = new ConversationStore("");
const STREAM = "/api/chat/stream";
const EVENTS = "/api/chat/c1/events";
const never = () => new Promise<Response>(() => undefined);
const person = (id: number, text: string, author = "person"): Sent => ({
  id: String(id),
  event: "message",
  data: { id, author, text, at: "2026-11-26T10:00:00Z" },
});
const mode = (id: number, name: string): Sent => ({ id: String(id), event: "mode", data: { mode: name } });
const replyStream = (change = {}) => () => stream(eventsAfter([{ id: "100", event: "reply", data: chatReply(change) }], undefined));

function opened(network: FakeNetwork): Conversation {
  const conversation = new Conversation(new ChatApi("", network));
  conversation.join({ requestUpdate: () => undefined });
  return conversation;
}

const texts = (conversation: Conversation) => conversation.messages.map(({ text }) => text);

describe("Conversation", () => {
  beforeEach(() => sessionStorage.clear());

  it("takes up a turn that was under way when the page was left, under its old key", async () => {
    const turn = newTurn("问", "问", "411202");
    store.save({ conversationId: "c1", mode: "bot", lastEventId: "" }, { turns: [turn], messages: [] });
    const network = new FakeNetwork({ [STREAM]: replyStream() });
    const conversation = opened(network);
    await vi.waitFor(() => expect(conversation.turns).toMatchObject([{ id: turn.id, state: "answered" }]));
    expect(network.calls).toMatchObject([{ body: { key: turn.id, region: "411202", conversation_id: "c1" } }]);
  });

  it("sends a failed turn again under its old key", async () => {
    const network = new FakeNetwork({ [STREAM]: () => json({ code: "busy" }, 503) });
    const conversation = opened(network);
    await conversation.ask("一");
    const [failed] = conversation.turns;
    expect(failed?.state).toBe("failed");
    if (failed) await conversation.retry(failed);
    expect(new Set(network.calls.map(({ body }) => body?.key)).size).toBe(1);
  });

  it("has the log from the service where the tab has lost it", async () => {
    const history: History = {
      conversation_id: "c1",
      consult_code: "7K3M9Q",
      mode: "bot",
      turns: [
        { message_id: "m1", message: "一", received_at: "2026-11-26T09:00:00Z", reply: chatReply() },
        { message_id: "m2", message: "二", received_at: "2026-11-26T11:00:00Z", reply: null },
      ],
      messages: [
        { id: 1, author: "person", text: "人工答复", at: "2026-11-26T10:00:00Z" },
        { id: 2, author: "citizen", text: "二", at: "2026-11-26T11:00:00Z" },
      ],
    };
    sessionStorage.setItem("yihaoda:conversation", JSON.stringify({ conversationId: "c1", mode: "bot" }));
    const conversation = opened(new FakeNetwork({ "/api/chat/c1": () => json(history) }));
    await vi.waitFor(() => expect(conversation.turns.map(({ state }) => state)).toEqual(["answered", "failed"]));
    expect(conversation.messages).toMatchObject([{ text: "人工答复", after: "m1" }]);
  });

  it("goes on with the conversation where the service has no log either", async () => {
    sessionStorage.setItem("yihaoda:conversation", JSON.stringify({ conversationId: "c1", mode: "bot" }));
    const network = new FakeNetwork({ [STREAM]: replyStream() });
    const conversation = opened(network);
    await vi.waitFor(() => expect(network.pathsCalled()).toContain("/api/chat/c1"));
    await conversation.ask("一");
    expect(network.calls.at(-1)?.body).toMatchObject({ conversation_id: "c1" });
  });

  it("hears what a person writes, once, over cuts, and no longer than the person has the conversation", async () => {
    const said = [mode(0, "person"), person(1, "您好"), person(2, "材料有三样"), mode(3, "bot")];
    let connections = 0;
    const network = new FakeNetwork({
      [STREAM]: replyStream({ silent: true }),
      [EVENTS]: ({ headers }) => {
        connections += 1;
        if (connections === 2) return offline();
        const after = eventsAfter(said, headers["Last-Event-ID"]);
        return connections === 1 ? stream(after, after.indexOf("材料")) : stream(after);
      },
    });
    const conversation = opened(network);
    await conversation.ask("一");
    expect(conversation.mode).toBe("person");
    await vi.waitFor(() => expect(conversation.mode).toBe("bot"));
    expect(texts(conversation)).toEqual(["您好", "材料有三样"]);
    expect(conversation.messages[0]?.after).toBe(conversation.turns[0]?.id);
    expect(store.loadLog()?.messages).toHaveLength(2);
    expect(network.calls.at(-1)?.headers["Last-Event-ID"]).toBe("1");
  });

  it("stops listening when the service knows the conversation no longer", async () => {
    const network = new FakeNetwork({ [STREAM]: replyStream({ silent: true }) });
    const conversation = opened(network);
    await conversation.ask("一");
    await vi.waitFor(() => expect(network.pathsCalled()).toEqual([STREAM, EVENTS]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(network.pathsCalled()).toEqual([STREAM, EVENTS]);
  });

  it("forgets everything for a new conversation, and what comes late belongs to the old one", async () => {
    let arrive: (response: Response) => void = () => undefined;
    const network = new FakeNetwork({ [STREAM]: () => new Promise<Response>((resolve) => (arrive = resolve)) });
    const conversation = opened(network);
    const asking = conversation.ask("一");
    await vi.waitFor(() => expect(network.calls).toHaveLength(1));
    conversation.restart();
    arrive(replyStream()());
    await asking;
    expect(conversation.turns).toEqual([]);
    expect(sessionStorage.getItem("yihaoda:log")).not.toContain("一");
  });

  it("takes one question at a time", async () => {
    const network = new FakeNetwork({ [STREAM]: never });
    const conversation = opened(network);
    void conversation.ask("一");
    await conversation.ask("二");
    await conversation.ask(" ");
    expect(conversation.turns).toHaveLength(1);
  });

  it("leaves a question for a person, and listens from then on", async () => {
    const receipt = { request_id: "r1", consult_code: "7K3M9Q", state: "waiting", notice: "已转" };
    const network = new FakeNetwork({
      [STREAM]: replyStream(),
      "/api/chat/c1/person": () => json(receipt, 201),
      [EVENTS]: () => stream(eventsAfter([person(1, "一", "citizen"), person(2, "已收到", "system"), mode(3, "bot")], "0")),
    });
    const conversation = opened(network);
    await expect(conversation.leaveForPerson({})).rejects.toMatchObject({ code: "not_found" });
    await conversation.ask("一");
    expect(await conversation.leaveForPerson({ contact: "138" })).toEqual(receipt);
    await vi.waitFor(() => expect(texts(conversation)).toEqual(["已收到"]));
  });

  it("tells where the question stands, and asks when the person has gone what their help was worth", async () => {
    store.save({ conversationId: "c1", mode: "waiting", lastEventId: "" }, { turns: [], messages: [] });
    const told = [{ id: "1", event: "waiting", data: { state: "waiting", position: 2, wait_seconds: null, open: true, hours: "" } }];
    const network = new FakeNetwork({
      [EVENTS]: () => stream(eventsAfter(told, undefined)),
      "/api/chat/c1/rating": () => json({}, 201),
    });
    const conversation = opened(network);
    await vi.waitFor(() => expect(conversation.waiting?.position).toBe(2));
    expect(conversation.satisfaction).toBe("none");
    const taken = opened(new FakeNetwork({ [EVENTS]: () => stream(eventsAfter([mode(1, "person"), mode(2, "bot")], undefined)) }));
    await vi.waitFor(() => expect(taken.satisfaction).toBe("asking"));
    await conversation.ratePerson({ score: 5 });
    expect(network.calls.at(-1)).toMatchObject({ body: { score: 5 } });
    expect(conversation.satisfaction).toBe("thanked");
  });
});
