import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { MESSAGE_LIMIT, type PersonRequest, type PersonReceipt } from "../../../shared/contract";
import { ProblemError } from "../../../shared/problem";
import { explain, failureOf } from "../failure";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { personStyles } from "../styles/person";
import "./code";
import "./sheet";
import type { YihaodaSheet } from "./sheet";

/** Hands a question to a person; throws ProblemError. */
export type LeaveQuestion = (question: PersonRequest) => Promise<PersonReceipt>;

const CONTACT_LIMIT = 100;

/** The form that leaves a question for a person, then the code under which it is found again. */
@customElement("yihaoda-person")
export class YihaodaPerson extends LitElement {
  static override styles = [base, personStyles];

  @property({ attribute: false }) leave!: LeaveQuestion;
  @state() private question = "";
  @state() private sending = false;
  @state() private outcome: PersonReceipt | ProblemError | null = null;
  @query("yihaoda-sheet") private readonly sheet!: YihaodaSheet;
  @query("#contact") private readonly contact!: HTMLInputElement;
  private readonly speaker = new Speaker(this);

  /** Open the form with a question in it, to be changed or sent as it is. */
  open(question: string): void {
    [this.question, this.outcome] = [question, null];
    this.sheet.open();
  }

  override render() {
    const { say } = this.speaker;
    const done = this.outcome && !(this.outcome instanceof ProblemError) ? this.outcome : null;
    return html`<yihaoda-sheet heading=${say("person.title")}>${done ? this.receipt(done) : this.form()}</yihaoda-sheet>`;
  }

  private form() {
    const { say } = this.speaker;
    return html`<form @submit=${this.submit}>
      <p>${say("person.intro")}</p>
      <label for="question">${say("person.question")}</label>
      <textarea
        id="question"
        data-testid="person-question"
        rows="4"
        required
        maxlength=${MESSAGE_LIMIT}
        .value=${this.question}
        @input=${(event: Event) => (this.question = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <label for="contact">${say("person.contact")}</label>
      <input id="contact" data-testid="person-contact" maxlength=${CONTACT_LIMIT} autocomplete="tel" aria-describedby="hint" />
      <p id="hint" class="hint">${say("person.contactHint")}</p>
      <p class="hint">${say("person.privacy")}</p>
      ${this.outcome instanceof ProblemError
        ? html`<p class="failed" role="alert">${explain(failureOf(this.outcome), say)}</p>`
        : nothing}
      <button class="primary" data-testid="person-send" ?disabled=${this.sending}>${say("person.send")}</button>
    </form>`;
  }

  private receipt({ consult_code, notice }: PersonReceipt) {
    const { say } = this.speaker;
    return html`<div class="receipt" role="status" tabindex="-1" data-testid="person-receipt">
      <h3>${say("person.done")}</h3>
      <yihaoda-code large .code=${consult_code}></yihaoda-code>
      <p>${say("person.keep")}</p>
      ${notice ? html`<p lang=${RECORD_LANGUAGE}>${notice}</p>` : nothing}
    </div>`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.sending || !this.question.trim()) return;
    [this.sending, this.outcome] = [true, null];
    const contact = this.contact.value.trim();
    const sent = this.leave({ question: this.question.trim(), ...(contact && { contact }) });
    this.outcome = await sent.catch((error: unknown) => (error instanceof ProblemError ? error : new ProblemError(0, "error")));
    this.sending = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".receipt")?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-person": YihaodaPerson;
  }
}
