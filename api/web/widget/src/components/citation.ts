import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Citation } from "../../../shared/contract";
import { statusLabel } from "../../../shared/status";
import { bracketed } from "../../../shared/title";
import { period, sourceUrl } from "../citation-text";
import { base } from "../styles/base";
import { citationStyles } from "../styles/citation";

/** Quotes up to this length stand open; longer ones open on demand. */
const OPEN_QUOTE_LENGTH = 160;

/** One citation: which clause of which document, its words, and whether it is in force. */
@customElement("yihaoda-citation")
export class YihaodaCitation extends LitElement {
  static override styles = [base, citationStyles];

  @property({ attribute: false }) citation!: Citation;

  override render() {
    const { citation } = this;
    return html`
      <p class="status ${citation.status}" data-testid="citation-status">${statusLabel(citation)}</p>
      <p class="title">${this.heading()}</p>
      <p class="number">${[citation.document_number, citation.clause].filter(Boolean).join(" ")}</p>
      ${this.quote()} ${this.facts()}
    `;
  }

  private heading() {
    const title = bracketed(this.citation.title);
    const url = sourceUrl(this.citation);
    return url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${title}</a>` : title;
  }

  private quote() {
    const { quote, quote_from } = this.citation;
    if (!quote) return nothing;
    return html`<details ?open=${quote.length <= OPEN_QUOTE_LENGTH}>
      <summary>${quote_from === "clause" ? "条款原文" : "解读原文"}</summary>
      <blockquote>${quote}</blockquote>
    </details>`;
  }

  private facts() {
    const facts = [period(this.citation), this.citation.department].filter(Boolean);
    return facts.length ? html`<p class="facts">${facts.join("　")}</p>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-citation": YihaodaCitation;
  }
}
