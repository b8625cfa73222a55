import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { ReplyButton } from "../../../shared/contract";
import type { Conversation } from "../conversation";
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

  override render() {
    const { turn } = this;
    return html`<p class="question" data-testid="question"><span class="hidden">您问：</span>${turn.shown}</p>
      ${turn.state === "pending" ? this.pending() : nothing} ${turn.state === "failed" ? this.failed() : nothing}
      ${turn.reply ? this.answer() : nothing}`;
  }

  private pending() {
    return html`<p class="pending" data-testid="status">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${this.turn.status}
    </p>`;
  }

  private failed() {
    return html`<div class="failed" data-testid="failure">
      <p>${this.turn.failure}</p>
      <div class="row">
        <button class="primary" data-testid="retry" @click=${() => this.conversation.retry(this.turn)}>重新发送</button>
        <button class="quiet" data-testid="edit" @click=${this.edit}>修改问题</button>
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
