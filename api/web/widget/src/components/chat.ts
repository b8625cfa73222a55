import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { REGIONS } from "../../../shared/regions";
import { ChatApi } from "../api";
import { Conversation } from "../conversation";
import { clickedQuestion } from "../page-questions";
import { EXAMPLES, SENTENCES } from "../sentences";
import { loadPreferences, savePreferences } from "../storage";
import { base } from "../styles/base";
import { chatStyles } from "../styles/chat";
import { tokens } from "../styles/tokens";
import type { YihaodaComposer } from "./composer";
import "./composer";
import "./turn";
import type { YihaodaTurn } from "./turn";

/** Where this script came from is where the service answers. */
const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

/**
 * The consultation widget.
 *
 * Attributes: `data-api` (origin of the service, default: where the script came from), `data-region` (GB/T 2260 code
 * chosen at first), `data-examples` (questions offered at the start, separated by `|`).
 * Any element of the host page with `data-yihaoda-ask="…"` asks its question when clicked.
 * Emits `yihaoda-elder` (boolean) when 大字版 is switched.
 */
@customElement("yihaoda-chat")
export class YihaodaChat extends LitElement {
  static override styles = [tokens, base, chatStyles];

  @property({ attribute: "data-api" }) api = SCRIPT_ORIGIN;
  @property({ attribute: "data-region" }) region = "";
  @property({ attribute: "data-examples" }) examples = EXAMPLES.join("|");
  @property({ type: Boolean, reflect: true }) elder = false;
  @state() private offline = !navigator.onLine;
  @query("[role=log]") private readonly log!: HTMLElement;
  @query("yihaoda-composer") private readonly composer!: YihaodaComposer;

  private shownTurn = "";
  private readonly conversation: Conversation = new Conversation(
    this,
    () => new ChatApi(this.api),
    () => this.region,
  );

  /** Ask a question as if it had been typed. */
  async ask(message: string): Promise<void> {
    await this.conversation.ask(message);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { elder, region } = loadPreferences();
    this.region = region || this.region;
    this.setElder(elder);
    document.addEventListener("click", this.onPageClick);
    for (const type of ["online", "offline"]) window.addEventListener(type, this.onNetwork);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("click", this.onPageClick);
    for (const type of ["online", "offline"]) window.removeEventListener(type, this.onNetwork);
  }

  override render() {
    return html`<section class="frame" aria-label="${SENTENCES.title}，${SENTENCES.subtitle}">
      ${this.head()} ${this.conversationLog()}
      ${this.offline ? html`<p class="offline" role="alert">${SENTENCES.offline}</p>` : nothing}
      <yihaoda-composer
        ?busy=${this.conversation.busy}
        @send=${({ detail }: CustomEvent<string>) => this.ask(detail)}
      ></yihaoda-composer>
      <p class="notice" data-testid="notice">${this.conversation.notice}</p>
    </section>`;
  }

  /** A new turn is shown from its question on, so that a long answer is read from its beginning. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const last = this.log.querySelector<YihaodaTurn>("yihaoda-turn:last-of-type");
    const shown = `${last?.dataset.id} ${this.conversation.busy}`;
    if (last && shown !== this.shownTurn) void this.showFrom(last);
    this.shownTurn = shown;
  }

  private async showFrom(turn: YihaodaTurn): Promise<void> {
    // By the next frame the elements inside the turn have been drawn too, and the log is as long as it will be.
    await new Promise(requestAnimationFrame);
    this.log.scrollTop = turn.offsetTop;
  }

  private head() {
    return html`<header>
      <span class="seal" aria-hidden="true">答</span>
      <h2>${SENTENCES.title}<small>${SENTENCES.subtitle}</small></h2>
      <button class="quiet" data-testid="elder" aria-pressed=${this.elder} @click=${() => this.setElder(!this.elder)}>
        大字版
      </button>
      <button class="quiet" data-testid="restart" @click=${this.restart}>新对话</button>
      <div class="bar">${this.regions()}<a class="hotline" href="tel:12345">人工 12345</a></div>
    </header>`;
  }

  private regions() {
    return html`<select aria-label=${SENTENCES.region} data-testid="region" @change=${this.onRegion}>
      <option value="" ?selected=${!this.region}>${SENTENCES.region}</option>
      ${REGIONS.map(
        ({ code, name }) => html`<option value=${code} ?selected=${code === this.region}>${name}</option>`,
      )}
    </select>`;
  }

  private conversationLog() {
    const { turns } = this.conversation;
    return html`<div role="log" aria-live="polite" aria-label="对话记录" tabindex="0" data-testid="log">
      <p class="greeting">${SENTENCES.greeting}</p>
      ${turns.length ? nothing : this.starters()}
      ${repeat(
        turns,
        ({ id }) => id,
        (turn) => html`<yihaoda-turn
          data-id=${turn.id}
          .turn=${turn}
          .conversation=${this.conversation}
          @edit=${({ detail }: CustomEvent<string>) => this.composer.edit(detail)}
        ></yihaoda-turn>`,
      )}
    </div>`;
  }

  private starters() {
    const questions = this.examples.split("|").filter(Boolean);
    return html`<ul class="starters" aria-label="可以这样问">
      ${questions.map(
        (question) => html`<li>
          <button class="choice" data-testid="example" @click=${() => this.askAndFocus(question)}>${question}</button>
        </li>`,
      )}
    </ul>`;
  }

  /** The starting questions go away once one is asked: focus moves to the log, where the answer will appear. */
  private askAndFocus(question: string): void {
    this.log.focus();
    void this.ask(question);
  }

  private restart(): void {
    this.conversation.restart();
    this.composer.focus();
  }

  private onRegion(event: Event): void {
    this.region = (event.target as HTMLSelectElement).value;
    savePreferences({ elder: this.elder, region: this.region });
  }

  private setElder(elder: boolean): void {
    this.elder = elder;
    savePreferences({ elder, region: this.region });
    this.dispatchEvent(new CustomEvent("yihaoda-elder", { detail: elder, bubbles: true, composed: true }));
  }

  private readonly onNetwork = (): void => {
    this.offline = !navigator.onLine;
  };

  private readonly onPageClick = (event: MouseEvent): void => {
    const question = clickedQuestion(event);
    if (question) this.askAndFocus(question);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-chat": YihaodaChat;
  }
}
