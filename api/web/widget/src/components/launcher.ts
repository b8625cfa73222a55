import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { ConversationStore } from "../conversation-store";
import { bestLanguage, type Language } from "../i18n/language";
import { Speech } from "../i18n/speech";
import { takeQuestion } from "../page-questions";
import type { Mode } from "../placing";
import { serviceOrigin } from "../script";
import { loadPreferences } from "../storage";
import { base } from "../styles/base";
import { launcherStyles } from "../styles/launcher";
import { shell } from "../styles/shell";
import { tokens } from "../styles/tokens";
import type { YihaodaChat } from "./chat";
import "./chat";

/**
 * A button in the corner of a host page that opens the widget over it. Takes the attributes of `yihaoda-chat`. Until it is
 * opened it calls nobody, unless a conversation is going on.
 */
@customElement("yihaoda-launcher")
export class YihaodaLauncher extends LitElement {
  static override styles = [tokens, base, shell, launcherStyles];

  @property({ attribute: "data-api" }) api: string | null = null;
  @property({ attribute: "data-site" }) site: string | null = null;
  @property({ attribute: "data-region" }) region: string | null = null;
  @property({ attribute: "data-examples" }) examples: string | null = null;
  @property({ attribute: "data-lang" }) wishedLanguage: string | null = null;
  @property({ attribute: "data-mode" }) mode: Mode = "launcher";
  @state() private begun = false;
  @query(".corner") private readonly corner!: HTMLElement;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("yihaoda-chat") private readonly chat!: YihaodaChat | null;
  private readonly speech = new Speech(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.speech.language = bestLanguage([
      loadPreferences().language,
      this.wishedLanguage,
      document.documentElement.lang,
      navigator.language,
    ]);
    this.begun ||= new ConversationStore(serviceOrigin(this.api)).begun;
    document.addEventListener("click", this.onPageClick);
    void this.updateComplete.then(() => this.rise());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("click", this.onPageClick);
  }

  override render() {
    const { language, say } = this.speech;
    return html`<div class="shell" lang=${language}>
      <div class="corner" popover="manual">
        <button class="launch" data-testid="launch" aria-haspopup="dialog" @click=${this.open}>${say("launcher.open")}</button>
      </div>
      <dialog aria-label=${say("launcher.open")} @yihaoda-language=${this.onLanguage}>
        <button class="quiet close" data-testid="close" @click=${() => this.dialog.close()}>${say("launcher.close")}</button>
        ${this.begun ? this.widget() : nothing}
      </dialog>
    </div>`;
  }

  private widget() {
    return html`<yihaoda-chat
      data-api=${this.api ?? nothing}
      data-site=${this.site ?? nothing}
      data-region=${this.region ?? nothing}
      data-examples=${this.examples ?? nothing}
      data-lang=${this.wishedLanguage ?? nothing}
      data-mode=${this.mode === "frame" ? "frame" : "inline"}
    ></yihaoda-chat>`;
  }

  /** Go to the top layer, where no transform, clip or stacking order of the page moves or hides the button. */
  private rise(): void {
    if (!("showPopover" in HTMLElement.prototype) || !this.isConnected) return;
    if (!this.corner.matches(":popover-open")) this.corner.showPopover();
  }

  /** Open the widget. */
  open(): void {
    this.begun = true;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private onLanguage({ detail }: CustomEvent<Language>): void {
    this.speech.language = detail;
  }

  private readonly onPageClick = (event: MouseEvent): void => {
    const question = takeQuestion(event);
    if (question) void this.openWith(question);
  };

  private async openWith(question: string): Promise<void> {
    this.open();
    await this.updateComplete;
    await this.chat?.ask(question);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-launcher": YihaodaLauncher;
  }
}
