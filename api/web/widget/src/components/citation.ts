import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Citation } from "../../../shared/contract";
import { bracketed } from "../../../shared/title";
import { period, sourceUrl, statusWords } from "../citation-text";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { citationStyles } from "../styles/citation";
import { statusStyles } from "../styles/status";
import { statusBadge } from "./status";

/** Quotes up to this length stand open; longer ones open on demand. */
const OPEN_QUOTE_LENGTH = 160;

/** One citation: which clause of which document, its words, and whether it is in force. Emits `open-clause` (Citation). */
@customElement("yihaoda-citation")
export class YihaodaCitation extends LitElement {
  static override styles = [base, statusStyles, citationStyles];

  @property({ attribute: false }) citation!: Citation;
  private readonly speaker = new Speaker(this);

  override render() {
    const { title, clause, document_number, status } = this.citation;
    return html`
      ${statusBadge(status, statusWords(this.citation, this.speaker))}
      <p class="title">
        <button class="link" data-testid="open-clause" aria-haspopup="dialog" lang=${RECORD_LANGUAGE} @click=${this.open}>
          ${bracketed(title)}${clause}
        </button>
      </p>
      ${document_number ? html`<p class="number" lang=${RECORD_LANGUAGE}>${document_number}</p>` : nothing}
      ${this.quote()} ${this.facts()}
    `;
  }

  private open(): void {
    this.dispatchEvent(new CustomEvent<Citation>("open-clause", { detail: this.citation, bubbles: true, composed: true }));
  }

  private quote() {
    const { quote, quote_from } = this.citation;
    if (!quote) return nothing;
    return html`<details ?open=${quote.length <= OPEN_QUOTE_LENGTH}>
      <summary>${this.speaker.say(`citation.${quote_from}`)}</summary>
      <blockquote lang=${RECORD_LANGUAGE}>${quote}</blockquote>
    </details>`;
  }

  private facts() {
    const days = period(this.citation, this.speaker);
    const { department } = this.citation;
    const url = sourceUrl(this.citation);
    return html`<p class="facts">
      ${days ? html`<span>${days}</span>` : nothing} ${department ? html`<span lang=${RECORD_LANGUAGE}>${department}</span>` : nothing}
      ${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${this.speaker.say("clause.source")}</a>` : nothing}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-citation": YihaodaCitation;
  }
}
