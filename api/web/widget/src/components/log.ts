import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { Conversation } from "../conversation";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { logStyles } from "../styles/log";
import type { Turn } from "../turn";
import "./message";
import "./turn";

/** Everything said, as a log that screen readers follow. Emits `ask` (a starting question) and `edit` (text). */
@customElement("yihaoda-log")
export class YihaodaLog extends LitElement {
  static override styles = [base, logStyles];

  @property({ attribute: false }) conversation!: Conversation;
  @property() greeting = "";
  @property({ attribute: false }) examples: readonly string[] = [];
  /** Changes with everything that is said: an element is drawn again only when one of its properties is new. */
  @property({ attribute: false }) turns: readonly Turn[] = [];
  @property({ attribute: false }) messages: Conversation["messages"] = [];
  @query("[role=log]") private readonly box!: HTMLElement;
  private readonly speaker = new Speaker(this);
  private shownLast = "";

  override focus(): void {
    this.box.focus();
  }

  override render() {
    return html`<div role="log" aria-live="polite" aria-label=${this.speaker.say("app.log")} tabindex="0" data-testid="log">
      <p class="greeting">${this.greeting}</p>
      ${this.turns.length ? nothing : this.starters()} ${this.messagesAfter("")}
      ${repeat(
        this.turns,
        ({ id }) => id,
        (turn) => html`${this.turn(turn)}${this.messagesAfter(turn.id)}`,
      )}
    </div>`;
  }

  /** What is new is shown from its beginning, so that a long answer is read from the question on. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const last = [...this.box.querySelectorAll<HTMLElement>("yihaoda-turn, yihaoda-message")].at(-1);
    const shown = `${last?.dataset.id} ${this.conversation.busy}`;
    if (last && shown !== this.shownLast) void this.showFrom(last);
    this.shownLast = shown;
  }

  private async showFrom(entry: HTMLElement): Promise<void> {
    // By the next frame the elements inside have been drawn too, and the log is as long as it will be.
    await new Promise(requestAnimationFrame);
    this.box.scrollTop = entry.offsetTop;
    if (this.parentElement) this.parentElement.scrollTop = this.offsetTop; // a low window scrolls as a whole
  }

  private turn(turn: Turn) {
    return html`<yihaoda-turn
      data-id=${turn.id}
      .turn=${turn}
      .conversation=${this.conversation}
      @edit=${({ detail }: CustomEvent<string>) => this.emit("edit", detail)}
    ></yihaoda-turn>`;
  }

  private messagesAfter(turnId: string) {
    return this.messages
      .filter(({ after }) => after === turnId)
      .map((message) => html`<yihaoda-message data-id="m${message.id}" .message=${message}></yihaoda-message>`);
  }

  private starters() {
    return html`<ul class="starters" aria-label=${this.speaker.say("app.examples")}>
      ${this.examples.map(
        (question) => html`<li>
          <button class="choice" lang=${languageOf(question)} data-testid="example" @click=${() => this.emit("ask", question)}>
            ${question}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  private emit(name: string, detail: string): void {
    this.dispatchEvent(new CustomEvent<string>(name, { detail }));
  }
}

/** A question in Chinese is read out by a Chinese voice, whatever the interface speaks. */
function languageOf(question: string) {
  return /\p{Script=Han}/u.test(question) ? RECORD_LANGUAGE : nothing;
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-log": YihaodaLog;
  }
}
