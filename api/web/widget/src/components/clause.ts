import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { copyText } from "../../../shared/clipboard";
import type { Citation, ClauseView } from "../../../shared/contract";
import { ProblemError } from "../../../shared/problem";
import { bracketed } from "../../../shared/title";
import { period, plainClause, sourceUrl, statusWords } from "../citation-text";
import { explain, failureOf } from "../failure";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { clausesOf } from "../records";
import { base } from "../styles/base";
import { clauseStyles } from "../styles/clause";
import { statusStyles } from "../styles/status";
import "./sheet";
import type { YihaodaSheet } from "./sheet";
import { statusBadge } from "./status";

/** A citation opened: the clause marked among its neighbours, what is known of the document, the way to the original. */
@customElement("yihaoda-clause")
export class YihaodaClause extends LitElement {
  static override styles = [base, statusStyles, clauseStyles];

  /** The origin of the service. */
  @property() api = "";
  @state() private citation: Citation | null = null;
  @state() private view: ClauseView | ProblemError | null = null;
  @state() private copied: "" | "answer.copied" | "answer.copyFailed" = "";
  @query("yihaoda-sheet") private readonly sheet!: YihaodaSheet;
  private readonly speaker = new Speaker(this);

  async open(citation: Citation): Promise<void> {
    [this.citation, this.view, this.copied] = [citation, null, ""];
    this.sheet.open();
    const view = await clausesOf(this.api, citation).catch((error: unknown) =>
      error instanceof ProblemError ? error : new ProblemError(0, "error"),
    );
    if (this.citation !== citation) return;
    this.view = view;
    await this.updateComplete;
    this.renderRoot.querySelector("[data-first]")?.scrollIntoView({ block: "center" });
  }

  override render() {
    return html`<yihaoda-sheet heading=${this.speaker.say("clause.title")}>
      ${this.citation ? this.content(this.citation, this.view) : nothing}
    </yihaoda-sheet>`;
  }

  private content(citation: Citation, view: ClauseView | ProblemError | null) {
    const { say } = this.speaker;
    if (view === null) return html`<p role="status">${say("clause.loading")}</p>`;
    if (view instanceof ProblemError) return [this.facts(citation), html`<p role="alert">${explain(failureOf(view), say)}</p>`, this.quote(citation)];
    const known = view.clauses.length > 0;
    return [
      this.facts({ ...citation, ...view, clause: citation.clause, department: view.issuer, url: view.url || citation.url }),
      view.replaced_by ? html`<p class="replaced">${say("clause.replaced", { name: view.replaced_by })}</p>` : nothing,
      known ? this.clauses(citation, view) : html`<p class="missing">${say("clause.missing")}</p>${this.quote(citation)}`,
      this.foot(citation, view),
    ];
  }

  private facts(document: Citation) {
    const { title, clause, document_number, department, status } = document;
    const lines = [document_number, department].filter(Boolean).join("　");
    return html`<div class="facts">
      <h3 lang=${RECORD_LANGUAGE}>${bracketed(title)}${clause}</h3>
      ${statusBadge(status, statusWords(document, this.speaker))}
      ${lines ? html`<p lang=${RECORD_LANGUAGE}>${lines}</p>` : nothing}
      <p>${period(document, this.speaker)}</p>
    </div>`;
  }

  private clauses({ quote }: Citation, { clauses }: ClauseView) {
    const best = clauses.findIndex(({ cited, text }) => cited && text.includes(quote));
    const first = best < 0 ? clauses.findIndex(({ cited }) => cited) : best;
    return html`<div class="clauses" lang=${RECORD_LANGUAGE}>
      ${clauses.map(({ clause, path, text, cited }, at) => {
        const mark = cited ? html`<b class="mark" lang=${this.speaker.language}>${this.speaker.say("clause.cited")}</b>` : nothing;
        return html`${path && path !== clauses[at - 1]?.path ? html`<h4>${path}</h4>` : nothing}
          <section class=${cited ? "cited" : ""} ?data-first=${at === first} data-testid=${cited ? "cited-clause" : "clause"}>
            ${mark}
            <p>${clause ? html`<b>${clause}</b> ` : nothing}${text}</p>
          </section>`;
      })}
    </div>`;
  }

  private quote({ quote, quote_from }: Citation) {
    if (!quote) return nothing;
    return html`<section class="cited">
      <b class="mark">${this.speaker.say(`citation.${quote_from}`)}</b>
      <p lang=${RECORD_LANGUAGE}>${quote}</p>
    </section>`;
  }

  private foot(citation: Citation, view: ClauseView) {
    const { say } = this.speaker;
    const url = sourceUrl({ ...citation, url: view.url || citation.url });
    return html`<footer>
      ${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${say("clause.source")}</a>` : nothing}
      <button class="quiet" data-testid="copy-clause" @click=${() => this.copy(citation, view)}>${say("clause.copy")}</button>
      <span role="status">${this.copied && say(this.copied)}</span>
    </footer>`;
  }

  private async copy(citation: Citation, view: ClauseView): Promise<void> {
    this.copied = (await copyText(plainClause(citation, view, this.speaker))) ? "answer.copied" : "answer.copyFailed";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-clause": YihaodaClause;
  }
}
