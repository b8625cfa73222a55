import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { MESSAGE_LIMIT } from "../../../shared/contract";
import { SENTENCES } from "../sentences";
import { base } from "../styles/base";
import { composerStyles } from "../styles/composer";

const COUNTER_FROM = 400;

/** The box a question is typed into. Emits `send` with the text. */
@customElement("yihaoda-composer")
export class YihaodaComposer extends LitElement {
  static override styles = [base, composerStyles];

  @property({ type: Boolean }) busy = false;
  @state() private text = "";
  @query("textarea") private readonly box!: HTMLTextAreaElement;

  /** Put a text into the box, ready to be changed. */
  async edit(text: string): Promise<void> {
    this.text = text;
    await this.updateComplete;
    this.box.focus();
  }

  override focus(): void {
    this.box.focus();
  }

  override render() {
    return html`<form @submit=${this.submit}>
      <label class="hidden" for="message">${SENTENCES.placeholder}</label>
      <textarea
        id="message"
        data-testid="message-box"
        rows="1"
        enterkeyhint="send"
        placeholder=${SENTENCES.placeholder}
        aria-describedby="counter"
        aria-invalid=${this.left < 0 ? "true" : "false"}
        .value=${this.text}
        @input=${() => (this.text = this.box.value)}
        @keydown=${this.onKey}
      ></textarea>
      <button class="primary" data-testid="send" ?disabled=${!this.sendable}>发送</button>
      <p id="counter" role="status" class=${this.left < 0 ? "over" : ""}>${this.counter()}</p>
    </form>`;
  }

  /** Characters left, counted as the service counts them: by code point. */
  private get left(): number {
    return MESSAGE_LIMIT - [...this.text.trim()].length;
  }

  private get sendable(): boolean {
    return !this.busy && this.left >= 0 && this.text.trim() !== "";
  }

  private counter() {
    if (this.left < 0) return `超出 ${-this.left} 个字，请精简后发送`;
    return this.left <= MESSAGE_LIMIT - COUNTER_FROM ? `还可输入 ${this.left} 个字` : nothing;
  }

  private onKey(event: KeyboardEvent): void {
    // While an input method is composing, Enter picks a candidate; Safari reports that Enter only by code 229.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (!this.sendable) return;
    const text = this.text.trim();
    this.text = "";
    this.dispatchEvent(new CustomEvent<string>("send", { detail: text }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-composer": YihaodaComposer;
  }
}
