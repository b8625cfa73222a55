import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { copyText } from "../../../shared/clipboard";
import type { ChatReply, Outcome, ReplyButton } from "../../../shared/contract";
import { plainAnswer, withoutBasis } from "../citation-text";
import { richText } from "../rich-text";
import { answerStyles } from "../styles/answer";
import { base } from "../styles/base";
import { phoneNumbers } from "../text";
import type { FeedbackState } from "../turn";
import "./citation";
import "./feedback";

const RATED: readonly Outcome[] = ["answered", "no_answer", "out_of_scope"];
const LABELS: Partial<Record<Outcome, string>> = {
  emergency: "紧急情况，请先打电话",
  handoff: "转人工服务",
  no_answer: "没有找到依据",
  clarification: "请确认您想问的",
};

/** One reply of the service. Emits `choose` (ReplyButton); feedback events pass through. */
@customElement("yihaoda-answer")
export class YihaodaAnswer extends LitElement {
  static override styles = [base, answerStyles];

  @property({ attribute: false }) reply!: ChatReply;
  @property() notice = "";
  @property() feedback: FeedbackState = "none";
  @property({ reflect: true, attribute: "data-outcome" }) outcome: Outcome = "answered";
  @state() private copied = "";

  override render() {
    const { outcome, reply } = this;
    const label = LABELS[outcome];
    return html`<article @copy=${this.onCopy}>
      ${label ? html`<h3 class="label">${label}</h3>` : nothing}
      <div class="text" data-testid="answer-text">${richText(withoutBasis(reply), outcome === "emergency")}</div>
      ${this.calls()} ${this.basis()} ${this.choices()} ${this.foot()}
    </article>`;
  }

  private calls() {
    const { outcome } = this;
    if (outcome !== "emergency" && outcome !== "handoff") return nothing;
    const found = phoneNumbers(this.reply.reply.text, outcome === "emergency");
    const numbers = outcome === "handoff" && !found.includes("12345") ? ["12345", ...found] : found;
    return html`<div class="calls">
      ${numbers.map((number) => html`<a class="call" href="tel:${number}" data-testid="call">拨打 ${number}</a>`)}
    </div>`;
  }

  private choices() {
    const { buttons } = this.reply.reply;
    if (!buttons.length) return nothing;
    const choose = (button: ReplyButton) => this.dispatchEvent(new CustomEvent("choose", { detail: button }));
    const related = this.outcome === "answered";
    return html`<div class="choices" role="group" aria-label=${related ? "相关问题" : "可以选择"}>
      ${related ? html`<h3>相关问题</h3>` : nothing}
      ${buttons.map(
        (button) => html`<button class="choice" data-testid="choice" @click=${() => choose(button)}>${button.title}</button>`,
      )}
    </div>`;
  }

  private basis() {
    const { citations } = this.reply;
    if (!citations.length) return nothing;
    return html`<div class="basis">
      <h3>依据</h3>
      ${citations.map((citation) => html`<yihaoda-citation data-testid="citation" .citation=${citation}></yihaoda-citation>`)}
    </div>`;
  }

  private foot() {
    const code = this.reply.consult_code;
    return html`<footer>
      ${code ? html`<p class="code">咨询编号 <b data-testid="consult-code">${code}</b></p>` : nothing}
      <button class="quiet" data-testid="copy" @click=${this.copyAll}>复制</button>
      <span role="status">${this.copied}</span>
      ${RATED.includes(this.outcome)
        ? html`<yihaoda-feedback .state=${this.feedback} @rate=${this.relay} @ask-reason=${this.relay}></yihaoda-feedback>`
        : nothing}
    </footer>`;
  }

  private relay(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail as unknown }));
  }

  private async copyAll(): Promise<void> {
    const copied = await copyText(plainAnswer(this.reply, this.notice));
    this.copied = copied ? "已复制" : "没能复制，请选中文字后复制";
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
