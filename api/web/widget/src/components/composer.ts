import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { MESSAGE_LIMIT } from "../../../shared/contract";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { composerStyles } from "../styles/composer";
import { type Suggest, Suggesting } from "../suggesting";

const COUNTER_FROM = 400;

/**
 * The box a question is typed into: a combobox (ARIA 1.2) over published questions. Emits `send` with the text.
 * A question of the list that is chosen is sent at once.
 */
@customElement("yihaoda-composer")
export class YihaodaComposer extends LitElement {
  static override styles = [base, composerStyles];

  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) suggest: Suggest | null = null;
  @state() private text = "";
  @query("textarea") private readonly box!: HTMLTextAreaElement;
  private readonly speaker = new Speaker(this);
  private readonly suggesting = new Suggesting(this, () => this.suggest);

  /** Put a text into the box, ready to be changed. */
  async edit(text: string): Promise<void> {
    this.text = text;
    await this.updateComplete;
    this.box.focus();
  }

  override focus(): void {
    this.box.focus();
  }

  protected override updated(): void {
    this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  override render() {
    const { say } = this.speaker;
    return html`<form @submit=${this.submit}>
      <label class="hidden" for="message">${say("composer.placeholder")}</label>
      ${this.combobox()}
      <button class="primary" data-testid="send" ?disabled=${!this.sendable}>${say("composer.send")}</button>
      <p id="counter" role="status" class=${this.left < 0 ? "over" : ""}>${this.counter()}</p>
      ${this.list()}
    </form>`;
  }

  private combobox() {
    const { open, marked } = this.suggesting;
    return html`<textarea
      id="message"
      data-testid="message-box"
      rows="1"
      enterkeyhint="send"
      autocomplete="off"
      role="combobox"
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls="questions"
      aria-expanded=${open ? "true" : "false"}
      aria-activedescendant=${open && marked >= 0 ? `question-${marked}` : nothing}
      aria-describedby="counter"
      aria-invalid=${this.left < 0 ? "true" : "false"}
      placeholder=${this.speaker.say("composer.placeholder")}
      .value=${this.text}
      @input=${this.onInput}
      @compositionend=${() => this.suggesting.typed(this.text)}
      @keydown=${this.onKey}
      @blur=${() => this.suggesting.close()}
    ></textarea>`;
  }

  private list() {
    const { offered, marked, open } = this.suggesting;
    const { say } = this.speaker;
    // Pressing a mouse button would take the focus out of the box, and so close the list before the click.
    return html`<ul
        id="questions"
        role="listbox"
        aria-label=${say("suggestions.list")}
        data-testid="suggestions"
        ?hidden=${!open}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        ${offered.map(
          (question, at) => html`<li
            id="question-${at}"
            role="option"
            lang=${RECORD_LANGUAGE}
            data-testid="suggestion"
            aria-selected=${at === marked ? "true" : "false"}
            @click=${() => this.send(question)}
          >
            ${question}
          </li>`,
        )}
      </ul>
      <p class="hidden" role="status">${open ? say("suggestions.count", { count: offered.length }) : nothing}</p>`;
  }

  /** Characters left, counted as the service counts them: by code point. */
  private get left(): number {
    return MESSAGE_LIMIT - [...this.text.trim()].length;
  }

  private get sendable(): boolean {
    return !this.busy && this.left >= 0 && this.text.trim() !== "";
  }

  private counter() {
    const { say } = this.speaker;
    if (this.left < 0) return say("composer.over", { count: -this.left });
    return this.left <= MESSAGE_LIMIT - COUNTER_FROM ? say("composer.left", { count: this.left }) : nothing;
  }

  private onInput(event: InputEvent): void {
    this.text = this.box.value;
    // What an input method is still composing is no word yet: compositionend asks instead.
    if (!event.isComposing) this.suggesting.typed(this.text);
  }

  private onKey(event: KeyboardEvent): void {
    // While an input method is composing, the keys are its own; Safari reports its last Enter only by code 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.suggesting.open && this.onListKey(event.key)) {
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list, not the dialog around the widget
    } else if (event.key === "Enter" && !event.shiftKey) {
      this.submit(event);
    }
  }

  /** Whether the list of questions has taken the key. */
  private onListKey(key: string): boolean {
    const { suggesting } = this;
    if (key === "ArrowDown" || key === "ArrowUp") suggesting.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") suggesting.close();
    else if (key === "Enter" && suggesting.chosen) this.send(suggesting.chosen);
    else return false;
    return true;
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.sendable) this.send(this.text.trim());
  }

  private send(text: string): void {
    this.suggesting.close();
    if (this.busy) return;
    this.text = "";
    this.dispatchEvent(new CustomEvent<string>("send", { detail: text }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-composer": YihaodaComposer;
  }
}
