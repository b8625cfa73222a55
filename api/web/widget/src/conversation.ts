import type { ChatReply, Message, Mode, PersonRating, PersonReceipt, PersonRequest, Waiting } from "../../shared/contract";
import { ProblemError } from "../../shared/problem";
import { ChatApi } from "./api";
import { ConversationStore, type PlacedMessage } from "./conversation-store";
import { failureOf } from "./failure";
import { newTurn, rememberedTurn, type Turn } from "./turn";

/** How far the question whether the citizen is satisfied got. */
export type Satisfaction = "none" | "asking" | "thanked" | "failed";

/** An element that shows a conversation. */
export interface Viewer {
  requestUpdate(): void;
}

const shared = new Map<string, Conversation>();

/** The conversation of this page with a service; all widgets on the page show the same. */
export function conversationWith(base: string): Conversation {
  const known = shared.get(base) ?? new Conversation(new ChatApi(base));
  shared.set(base, known);
  return known;
}

/** The conversation behind the widget: its turns and messages, and everything that changes them. */
export class Conversation {
  turns: Turn[] = [];
  messages: PlacedMessage[] = [];
  mode: Mode = "bot";
  /** Where a question that waits for a person stands, as far as that was told. */
  waiting: Waiting | null = null;
  /** Whether the citizen is asked what they think of the person's help. */
  satisfaction: Satisfaction = "none";
  /** The region (GB/T 2260) that new questions are about, empty for none. */
  region = "";

  private conversationId: string | null = null;
  private lastEventId = "";
  private begun = false;
  private leaving = new AbortController();
  private ear: AbortController | null = null;
  private readonly viewers = new Set<Viewer>();

  private readonly store: ConversationStore;

  constructor(readonly api: ChatApi) {
    this.store = new ConversationStore(api.base);
  }

  /** Show it in one more element; the first brings back what was said before the page was loaded. */
  join(viewer: Viewer): void {
    this.viewers.add(viewer);
    if (this.begun) return;
    this.begun = true;
    void this.restore();
  }

  leave(viewer: Viewer): void {
    this.viewers.delete(viewer);
  }

  get busy(): boolean {
    return this.turns.some((turn) => turn.state === "pending");
  }

  /** The notice that the service gave last, empty before it gave one. */
  get notice(): string {
    return this.turns.findLast((turn) => turn.reply?.notice)?.reply?.notice ?? "";
  }

  /** Ask; `shown` stands in the log where a button sends something else than it says. */
  async ask(message: string, shown = message): Promise<void> {
    if (this.busy || !message.trim()) return;
    const turn = newTurn(shown, message.trim(), this.region);
    this.turns = [...this.turns, turn];
    await this.deliver(turn);
  }

  /** Send a turn again, under its old key: if it had been taken after all, its answer comes. */
  async retry(turn: Turn): Promise<void> {
    if (this.busy) return;
    const again: Turn = { ...turn, state: "pending", failure: null, stage: { at: "searching" } };
    this.turns = [...this.turns.filter(({ id }) => id !== turn.id), again];
    await this.deliver(again);
  }

  /** Take a turn that failed out of the log, to be worded anew. */
  withdraw(turn: Turn): void {
    this.turns = this.turns.filter(({ id }) => id !== turn.id);
    this.changed();
  }

  /** Leave this conversation; what is still under way belongs to it and is no longer waited for. */
  restart(): void {
    this.leaving.abort();
    this.leaving = new AbortController();
    this.conversationId = null;
    this.lastEventId = "";
    this.mode = "bot";
    this.satisfaction = "none";
    this.ear?.abort();
    this.ear = null;
    this.turns = [];
    this.messages = [];
    this.changed();
  }

  async rate(turn: Turn, helpful: boolean, reason?: string): Promise<void> {
    if (!turn.reply) return;
    const { conversation_id, message_id } = turn.reply;
    const sent = this.api.sendFeedback(conversation_id, { message_id, helpful, ...(reason && { reason }) });
    const done = helpful ? "helpful" : "unhelpful";
    this.change(turn.id, { feedback: await sent.then(() => done as typeof done, () => "failed" as const) });
  }

  askReason(turn: Turn): void {
    this.change(turn.id, { feedback: "asking" });
  }

  /** Leave a question for a person. Throws ProblemError, `not_found` before anything was asked. */
  async leaveForPerson(request: PersonRequest): Promise<PersonReceipt> {
    if (!this.conversationId) throw new ProblemError(404, "not_found");
    const receipt = await this.api.leaveForPerson(this.conversationId, request);
    this.enter("waiting");
    return receipt;
  }

  /** Say what the person's help was worth. */
  async ratePerson(rating: PersonRating): Promise<void> {
    if (!this.conversationId) return;
    const sent = this.api.ratePerson(this.conversationId, rating);
    this.satisfaction = await sent.then(() => "thanked" as const, () => "failed" as const);
    this.changed();
  }

  private async restore(): Promise<void> {
    const { conversationId, mode, lastEventId } = this.store.load();
    const log = this.store.loadLog();
    Object.assign(this, { conversationId, mode, lastEventId, ...log });
    this.notify();
    if (conversationId && !log) await this.recall(conversationId);
    this.enter(this.mode);
    await Promise.all(this.turns.filter(({ state }) => state === "pending").map((turn) => this.deliver(turn)));
  }

  /** The log of this tab is lost: the service still has it. Without the service the conversation goes on below nothing. */
  private async recall(conversationId: string): Promise<void> {
    const history = await this.api.history(conversationId).catch(() => null);
    if (!history || this.conversationId !== conversationId) return;
    const remembered = history.turns.map(rememberedTurn);
    const asked = this.turns.filter(({ id }) => !remembered.some((turn) => turn.id === id));
    this.turns = [...remembered, ...asked];
    this.messages = history.messages.filter((message) => !this.isShown(message)).map((message) => ({
      ...message,
      after: history.turns.findLast(({ received_at }) => received_at <= message.at)?.message_id ?? "",
    }));
    this.lastEventId = String(history.messages.at(-1)?.id ?? "");
    this.mode = history.mode;
    this.changed();
  }

  private async deliver({ id, message, region }: Turn): Promise<void> {
    const { signal } = this.leaving;
    const question = { message, conversation_id: this.conversationId, region: region || null, key: id };
    this.changed();
    try {
      this.answered(id, await this.api.ask(question, (stage) => this.change(id, { stage }), signal), signal);
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError(0, "error");
      if (!signal.aborted) this.change(id, { state: "failed", failure: failureOf(problem) });
    }
  }

  private answered(id: string, reply: ChatReply, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.conversationId = reply.conversation_id;
    this.change(id, { state: "answered", reply });
    if (reply.silent) this.enter("person");
  }

  /** Somebody else than the service may speak now: listen, or listen no more. */
  private enter(mode: Mode): void {
    if (mode === "bot" && this.mode === "person") this.satisfaction = "asking";
    if (mode !== "bot") this.satisfaction = "none";
    if (mode !== "waiting") this.waiting = null;
    this.mode = mode;
    this.changed();
    if (mode === "bot") {
      this.ear?.abort();
      this.ear = null;
    } else if (!this.ear && this.conversationId) {
      void this.listen(this.conversationId);
    }
  }

  private async listen(conversationId: string): Promise<void> {
    const ear = new AbortController();
    this.ear = ear;
    const listener = {
      onMessage: (message: Message) => this.add(message),
      onMode: (mode: Mode) => this.enter(mode),
      onWaiting: (waiting: Waiting) => this.queue(waiting),
    };
    await this.api.follow(conversationId, this.lastEventId, listener, ear.signal);
    if (this.ear === ear) this.ear = null;
  }

  private queue(waiting: Waiting): void {
    this.waiting = waiting;
    this.notify();
  }

  private add(message: Message): void {
    this.lastEventId = String(message.id);
    if (this.isShown(message)) return;
    this.messages = [...this.messages, { ...message, after: this.turns.at(-1)?.id ?? "" }];
    this.changed();
  }

  /** Whether it came before; what the citizen asked the service and then left for a person stands in the log as a turn. */
  private isShown({ id, author, text }: Message): boolean {
    const known = this.messages.some((message) => message.id === id);
    return known || (author === "citizen" && this.turns.some(({ message }) => message === text));
  }

  private change(id: string, change: Partial<Turn>): void {
    this.turns = this.turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn));
    this.changed();
  }

  private changed(): void {
    const { conversationId, mode, lastEventId, turns, messages } = this;
    this.store.save({ conversationId, mode, lastEventId }, { turns, messages });
    this.notify();
  }

  private notify(): void {
    for (const viewer of this.viewers) viewer.requestUpdate();
  }
}
