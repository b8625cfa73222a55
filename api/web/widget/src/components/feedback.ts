import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { feedbackStyles } from "../styles/feedback";
import type { FeedbackState } from "../turn";

const REASONS = ["wrong", "off_topic", "outdated", "unclear"] as const;
const WORDS_LIMIT = 200;

export interface Rating {
  helpful: boolean;
  reason?: string;
}

/**
 * Whether an answer helped, and if not, why; it can be changed afterwards, and the last word counts.
 * Emits `ask-reason` and `rate` (Rating; a reason is a code, own words, or both as `code：words`).
 */
@customElement("yihaoda-feedback")
export class YihaodaFeedback extends LitElement {
  static override styles = [base, feedbackStyles];

  @property({ reflect: true, attribute: "data-state" }) state: FeedbackState = "none";
  @state() private changing = false;
  @query("form") private readonly form!: HTMLFormElement;
  private pressed = false;
  private readonly speaker = new Speaker(this);

  override render() {
    const rated = this.state === "helpful" || this.state === "unhelpful";
    return html`${this.state === "asking" ? this.reasons() : nothing}
      ${this.state === "none" || this.state === "failed" || this.changing ? this.choice() : nothing}
      <div role="status" tabindex="-1" data-testid="feedback-result">${this.result()}</div>
      ${rated && !this.changing ? this.button("feedback-change", this.speaker.say("feedback.change"), this.change) : nothing}`;
  }

  private button(name: string, label: string, press: () => void) {
    const pressed = () => {
      this.pressed = true;
      press();
    };
    return html`<button type="button" class="quiet" data-testid=${name} @click=${pressed}>${label}</button>`;
  }

  private result() {
    const { say } = this.speaker;
    if (this.state === "failed") return say("feedback.failed");
    return (this.state === "helpful" || this.state === "unhelpful") && !this.changing ? say("feedback.thanks") : "";
  }

  private choice() {
    const { say } = this.speaker;
    return html`<div role="group" aria-label=${say("feedback.question")}>
      ${this.button("helpful", say("feedback.helpful"), () => this.rate({ helpful: true }))}
      ${this.button("unhelpful", say("feedback.unhelpful"), () => this.dispatchEvent(new CustomEvent("ask-reason")))}
    </div>`;
  }

  private reasons() {
    const { say } = this.speaker;
    return html`<form @submit=${this.submit}>
      <fieldset>
        <legend>${say("feedback.why")}</legend>
        ${REASONS.map(
          (reason) => html`<label>
            <input type="radio" name="reason" value=${reason} data-testid="reason-${reason}" />${say(`feedback.${reason}`)}
          </label>`,
        )}
      </fieldset>
      <label for="words">${say("feedback.words", { count: WORDS_LIMIT })}</label>
      <textarea id="words" name="words" rows="2" maxlength=${WORDS_LIMIT} data-testid="reason-words"></textarea>
      <div class="row">
        <button class="primary" data-testid="reason-send">${say("feedback.submit")}</button>
        ${this.button("reason-none", say("feedback.noReason"), () => this.rate({ helpful: false }))}
      </div>
    </form>`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.pressed = true;
    const fields = new FormData(this.form);
    const reason = ["reason", "words"].map((name) => String(fields.get(name) ?? "").trim()).filter(Boolean).join("：");
    this.rate({ helpful: false, ...(reason && { reason }) });
  }

  private readonly change = (): void => {
    this.changing = true;
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("state")) this.changing = false;
  }

  /** The pressed button goes away with what it changes: focus moves to what takes its place, unless it went elsewhere. */
  protected override updated(): void {
    if (!this.pressed || document.activeElement !== document.body) return;
    this.pressed = false;
    this.scrollIntoView({ block: "nearest" });
    this.renderRoot.querySelector<HTMLElement>("input, button, [role=status]")?.focus();
  }

  private rate(rating: Rating): void {
    this.changing = false;
    this.dispatchEvent(new CustomEvent<Rating>("rate", { detail: rating }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-feedback": YihaodaFeedback;
  }
}
