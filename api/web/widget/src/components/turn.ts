import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { ReplyButton } from "../../../shared/contract";
import type { Conversation } from "../conversation";
import { explain } from "../failure";
import { Speaker } from "../i18n/speech";
import { stageSentence } from "../stage";
import { base } from "../styles/base";
import { turnStyles } from "../styles/turn";
import type { Turn } from "../turn";
import "./answer";
import type { Rating } from "./feedback";

/** One question with what came back: stages on the way, the answer, or why there is none. Emits `edit` (text). */
@customElement("yihaoda-turn")
export class YihaodaTurn extends LitElement {
  static override styles = [base, turnStyles];

  @property({ attribute: false }) turn!: Turn;
  @property({ attribute: false }) conversation!: Conversation;
  private readonly speaker = new Speaker(this);

  override render() {
    const { turn } = this;
    return html`<p class="question" data-testid="question"><span class="hidden">${this.speaker.say("turn.asked")}</span>${turn.shown}</p>
      ${turn.state === "pending" ? this.pending() : nothing} ${turn.state === "failed" ? this.failed() : nothing}
      ${turn.reply ? (turn.reply.silent ? this.forwarded() : this.answer()) : nothing}`;
  }

  private pending() {
    return html`<p class="pending" aria-live="off" data-testid="status">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${stageSentence(this.turn.stage, this.speaker.say)}
    </p>`;
  }

  /** A person has the conversation: the service adds nothing of its own. */
  private forwarded() {
    return html`<p class="forwarded" data-testid="forwarded">${this.speaker.say("turn.forwarded")}</p>`;
  }

  private failed() {
    const { say } = this.speaker;
    return html`<div class="failed" data-testid="failure">
      <p>${this.turn.failure ? explain(this.turn.failure, say) : say("failure.error")}</p>
      <div class="row">
        <button class="primary" data-testid="retry" @click=${() => this.conversation.retry(this.turn)}>${say("turn.retry")}</button>
        <button class="quiet" data-testid="edit" @click=${this.edit}>${say("turn.edit")}</button>
      </div>
    </div>`;
  }

  private answer() {
    const { turn, conversation } = this;
    return html`<yihaoda-answer
      data-testid="answer"
      .reply=${turn.reply}
      .outcome=${turn.reply?.outcome}
      .notice=${conversation.notice}
      .feedback=${turn.feedback}
      @choose=${({ detail }: CustomEvent<ReplyButton>) => conversation.ask(detail.payload, detail.title)}
      @rate=${({ detail }: CustomEvent<Rating>) => conversation.rate(turn, detail.helpful, detail.reason)}
      @ask-reason=${() => conversation.askReason(turn)}
    ></yihaoda-answer>`;
  }

  private edit(): void {
    this.conversation.withdraw(this.turn);
    this.dispatchEvent(new CustomEvent<string>("edit", { detail: this.turn.message }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-turn": YihaodaTurn;
  }
}
