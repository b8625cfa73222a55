import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";

import { FEEDBACK_REASONS, SENTENCES } from "../sentences";
import { base } from "../styles/base";
import { feedbackStyles } from "../styles/feedback";
import type { FeedbackState } from "../turn";

export interface Rating {
  helpful: boolean;
  reason?: string;
}

/** Whether an answer helped, and if not, why. Emits `ask-reason` and `rate` (Rating). */
@customElement("yihaoda-feedback")
export class YihaodaFeedback extends LitElement {
  static override styles = [base, feedbackStyles];

  @property() state: FeedbackState = "none";

  override render() {
    return html`${this.state === "none" || this.state === "failed" ? this.choice() : nothing}
      ${this.state === "asking" ? this.reasons() : nothing}
      <div role="status" tabindex="-1">${this.result()}</div>`;
  }

  private result() {
    if (this.state === "failed") return SENTENCES.feedbackFailed;
    return this.state === "helpful" || this.state === "unhelpful" ? SENTENCES.feedbackThanks : "";
  }

  private choice() {
    return html`<div role="group" aria-label="这个答复有帮助吗">
      <button class="quiet" data-testid="helpful" @click=${() => this.rate({ helpful: true })}>有帮助</button>
      <button class="quiet" data-testid="unhelpful" @click=${() => this.dispatchEvent(new CustomEvent("ask-reason"))}>
        没帮助
      </button>
    </div>`;
  }

  private reasons() {
    const button = (label: string, reason?: string) =>
      html`<button class="quiet" @click=${() => this.rate({ helpful: false, ...(reason && { reason }) })}>${label}</button>`;
    return html`<div role="group" aria-label="没有帮助的原因">
      <span>原因是？</span>
      ${FEEDBACK_REASONS.map(({ code, label }) => button(label, code))} ${button("不说原因")}
    </div>`;
  }

  /** The pressed button goes away with the change of state: focus moves to what takes its place, unless it went elsewhere. */
  protected override updated(changed: PropertyValues<this>): void {
    const pressed = changed.get("state") !== undefined && document.activeElement === document.body;
    if (pressed) this.renderRoot.querySelector<HTMLElement>("button, [role=status]")?.focus();
  }

  private rate(rating: Rating): void {
    this.dispatchEvent(new CustomEvent<Rating>("rate", { detail: rating }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-feedback": YihaodaFeedback;
  }
}
