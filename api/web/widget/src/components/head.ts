import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Region } from "../../../shared/regions";
import { isLanguage, type Language, LANGUAGE_NAMES, RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { headStyles } from "../styles/head";

/** Title, choices and telephone. Emits `elder` (boolean), `restart`, `region` (code), `language` (Language). */
@customElement("yihaoda-head")
export class YihaodaHead extends LitElement {
  static override styles = [base, headStyles];

  @property({ type: Boolean, reflect: true }) elder = false;
  @property() region = "";
  @property() hotline = "12345";
  @property({ attribute: false }) regions: readonly Region[] = [];
  private readonly speaker = new Speaker(this);

  override render() {
    const { say } = this.speaker;
    return html`<header>
      <span class="seal" aria-hidden="true">答</span>
      <h2>${say("app.title")}<small>${say("app.subtitle")}</small></h2>
      <a class="hotline" href="tel:${this.hotline}">${say("app.hotline", { number: this.hotline })}</a>
      <button class="quiet" data-testid="elder" aria-pressed=${this.elder} @click=${() => this.emit("elder", !this.elder)}>
        ${say("app.elder")}
      </button>
      <button class="quiet" data-testid="restart" @click=${() => this.emit("restart")}>${say("app.restart")}</button>
      <slot></slot>
      <div class="bar">${this.regionMenu()} ${this.languageMenu()}</div>
    </header>`;
  }

  private regionMenu() {
    const label = this.speaker.say("app.region");
    const choose = (event: Event) => this.emit("region", (event.target as HTMLSelectElement).value);
    return html`<select aria-label=${label} data-testid="region" @change=${choose}>
      <option value="" ?selected=${!this.region}>${label}</option>
      ${this.regions.map(
        ({ code, name }) =>
          html`<option value=${code} lang=${RECORD_LANGUAGE} ?selected=${code === this.region}>${name}</option>`,
      )}
    </select>`;
  }

  private languageMenu() {
    const { language, say } = this.speaker;
    return html`<select class="language" aria-label=${say("app.language")} data-testid="language" @change=${this.onLanguage}>
      ${Object.entries(LANGUAGE_NAMES).map(
        ([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === language}>${name}</option>`,
      )}
    </select>`;
  }

  private onLanguage(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    if (isLanguage(value)) this.emit<Language>("language", value);
  }

  private emit<T>(name: string, detail?: T): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-head": YihaodaHead;
  }
}
