import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { copyText } from "../../../shared/clipboard";
import type { ChatReply, Outcome, ReplyButton } from "../../../shared/contract";
import { plainAnswer, withoutBasis } from "../citation-text";
import { RECORD_LANGUAGE } from "../i18n/language";
import type { Key } from "../i18n/sentences";
import { Speaker } from "../i18n/speech";
import { richText } from "../rich-text";
import { answerStyles } from "../styles/answer";
import { base } from "../styles/base";
import { phoneNumbers } from "../text";
import type { FeedbackState } from "../turn";
import "./citation";
import "./feedback";
import "./read-aloud";

const RATED: readonly Outcome[] = ["answered", "no_answer", "out_of_scope"];
const LABELS = {
  emergency: "answer.emergency",
  handoff: "answer.handoff",
  no_answer: "answer.noAnswer",
  clarification: "answer.clarification",
} as const satisfies Partial<Record<Outcome, Key>>;

/** One reply of the service. Emits `choose` (ReplyButton); feedback events pass through. */
@customElement("yihaoda-answer")
export class YihaodaAnswer extends LitElement {
  static override styles = [base, answerStyles];

  @property({ attribute: false }) reply!: ChatReply;
  @property() notice = "";
  @property() feedback: FeedbackState = "none";
  @property({ reflect: true, attribute: "data-outcome" }) outcome: Outcome = "answered";
  @state() private copied: "" | "answer.copied" | "answer.copyFailed" = "";
  private readonly speaker = new Speaker(this);

  override render() {
    const { outcome, reply } = this;
    const label = outcome in LABELS ? LABELS[outcome as keyof typeof LABELS] : null;
    return html`<article @copy=${this.onCopy}>
      ${label ? html`<h3 class="label">${this.speaker.say(label)}</h3>` : nothing}
      <div class="text" lang=${RECORD_LANGUAGE} data-testid="answer-text">${richText(withoutBasis(reply), outcome === "emergency")}</div>
      ${this.calls()} ${this.basis()} ${this.choices()} ${this.foot()}
    </article>`;
  }

  private calls() {
    const { outcome } = this;
    if (outcome !== "emergency" && outcome !== "handoff") return nothing;
    const found = phoneNumbers(this.reply.reply.text, outcome === "emergency");
    const numbers = outcome === "handoff" && !found.includes("12345") ? ["12345", ...found] : found;
    return html`<div class="calls">
      ${numbers.map((number) => html`<a class="call" href="tel:${number}" data-testid="call">${this.speaker.say("answer.call", { number })}</a>`)}
    </div>`;
  }

  private choices() {
    const { say } = this.speaker;
    const { buttons } = this.reply.reply;
    if (!buttons.length) return nothing;
    const choose = (button: ReplyButton) => this.dispatchEvent(new CustomEvent("choose", { detail: button }));
    const related = this.outcome === "answered";
    return html`<div class="choices" role="group" aria-label=${say(related ? "answer.related" : "answer.choices")}>
      ${related ? html`<h3>${say("answer.related")}</h3>` : nothing}
      ${buttons.map(
        (button) => html`<button class="choice" lang=${RECORD_LANGUAGE} data-testid="choice" @click=${() => choose(button)}>
          ${button.title}
        </button>`,
      )}
    </div>`;
  }

  private basis() {
    const { citations } = this.reply;
    if (!citations.length) return nothing;
    return html`<div class="basis" aria-live="off">
      <h3>${this.speaker.say("answer.basis")}</h3>
      ${citations.map((citation) => html`<yihaoda-citation data-testid="citation" .citation=${citation}></yihaoda-citation>`)}
    </div>`;
  }

  private foot() {
    const { say } = this.speaker;
    return html`<footer aria-live="off">
      <button class="quiet" data-testid="copy" @click=${this.copyAll}>${say("answer.copy")}</button>
      <yihaoda-read-aloud .spoken=${this.reply.reply.spoken} .text=${withoutBasis(this.reply)}></yihaoda-read-aloud>
      <span role="status">${this.copied && say(this.copied)}</span>
      ${RATED.includes(this.outcome)
        ? html`<yihaoda-feedback .state=${this.feedback} @rate=${this.relay} @ask-reason=${this.relay}></yihaoda-feedback>`
        : nothing}
    </footer>`;
  }

  private relay(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail as unknown }));
  }

  private async copyAll(): Promise<void> {
    const copied = await copyText(plainAnswer(this.reply, this.notice, this.speaker));
    this.copied = copied ? "answer.copied" : "answer.copyFailed";
  }

  /** A part copied by hand carries the notice as well (标识办法: text that leaves the page keeps its mark). */
  private onCopy(event: ClipboardEvent): void {
    const root = this.renderRoot as ShadowRoot & { getSelection?: () => Selection | null };
    const selected = (root.getSelection?.() ?? document.getSelection())?.toString().trim() ?? "";
    if (!selected || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", `${selected}\n\n${this.notice}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-answer": YihaodaAnswer;
  }
}
