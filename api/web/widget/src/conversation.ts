import type { ReactiveController, ReactiveControllerHost } from "lit";

import { ProblemError } from "../../shared/problem";
import type { ChatApi } from "./api";
import { explain, SENTENCES, statusSentence } from "./sentences";
import { loadConversation, saveConversation } from "./storage";
import { newTurn, type Turn } from "./turn";

/** The conversation behind the widget: its turns, and everything that changes them. */
export class Conversation implements ReactiveController {
  turns: Turn[] = [];
  private conversationId: string | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly api: () => ChatApi,
    private readonly region: () => string,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const stored = loadConversation();
    this.conversationId = stored.conversationId;
    this.turns = stored.turns;
    this.host.requestUpdate();
  }

  get busy(): boolean {
    return this.turns.some((turn) => turn.state === "pending");
  }

  /** The notice that the service gave last, or the widget's own before it gave one. */
  get notice(): string {
    return this.turns.findLast((turn) => turn.reply?.notice)?.reply?.notice ?? SENTENCES.notice;
  }

  /** Ask; `shown` stands in the log where a button sends something else than it says. */
  async ask(message: string, shown = message): Promise<void> {
    if (this.busy || !message.trim()) return;
    const turn = newTurn(shown, message.trim());
    this.turns = [...this.turns, turn];
    await this.deliver(turn.id, turn.message);
  }

  async retry(turn: Turn): Promise<void> {
    if (this.busy) return;
    this.turns = [...this.turns.filter(({ id }) => id !== turn.id), { ...turn, state: "pending", failure: "" }];
    await this.deliver(turn.id, turn.message);
  }

  /** Take a turn that failed out of the log, to be worded anew. */
  withdraw(turn: Turn): void {
    this.turns = this.turns.filter(({ id }) => id !== turn.id);
    this.changed();
  }

  restart(): void {
    this.conversationId = null;
    this.turns = [];
    this.changed();
  }

  async rate(turn: Turn, helpful: boolean, reason?: string): Promise<void> {
    if (!turn.reply) return;
    const { conversation_id, message_id } = turn.reply;
    const sent = this.api().sendFeedback(conversation_id, { message_id, helpful, ...(reason && { reason }) });
    const done = helpful ? "helpful" : "unhelpful";
    this.change(turn.id, { feedback: await sent.then(() => done as typeof done, () => "failed" as const) });
  }

  askReason(turn: Turn): void {
    this.change(turn.id, { feedback: "asking" });
  }

  private async deliver(id: string, message: string): Promise<void> {
    this.change(id, { status: SENTENCES.working });
    const question = { message, conversation_id: this.conversationId, region: this.region() || null };
    try {
      const reply = await this.api().ask(question, (data) => this.change(id, { status: statusSentence(data) }));
      // After "新对话" the reply belongs to a conversation that the citizen has left.
      if (!this.turns.some((turn) => turn.id === id)) return;
      this.conversationId = reply.conversation_id;
      this.change(id, { state: "answered", reply });
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError(0, "error");
      this.change(id, { state: "failed", failure: explain(problem) });
    }
  }

  private change(id: string, change: Partial<Turn>): void {
    this.turns = this.turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn));
    this.changed();
  }

  private changed(): void {
    saveConversation({ conversationId: this.conversationId, turns: this.turns });
    this.host.requestUpdate();
  }
}
