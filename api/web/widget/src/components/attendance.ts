import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Mode, PersonRating, Waiting } from "../../../shared/contract";
import type { Satisfaction } from "../conversation";
import { Speaker } from "../i18n/speech";
import { attendanceStyles } from "../styles/attendance";
import { base } from "../styles/base";

const SCORES = [5, 4, 3, 2, 1] as const;
const MINUTE = 60;

/**
 * Whether a person is with the citizen, said for as long as it is so: where the question stands while it waits, and the
 * question afterwards what the help was worth. Emits `rate-person` (PersonRating).
 */
@customElement("yihaoda-attendance")
export class YihaodaAttendance extends LitElement {
  static override styles = [base, attendanceStyles];

  @property({ reflect: true, attribute: "data-mode" }) mode: Mode = "bot";
  @property({ attribute: false }) waiting: Waiting | null = null;
  @property({ attribute: false }) satisfaction: Satisfaction = "none";
  private readonly speaker = new Speaker(this);

  override render() {
    return html`<p class="attendance" role="status" data-mode=${this.mode} data-testid="attendance">${this.said()}</p>
      ${this.satisfaction === "asking" || this.satisfaction === "failed" ? this.question() : nothing}`;
  }

  private said() {
    const { say } = this.speaker;
    if (this.mode === "person") return say("person.serving");
    if (this.mode === "waiting") return html`${say("person.waiting")}${this.place()}`;
    if (this.satisfaction === "thanked") return say("satisfaction.thanks");
    return this.satisfaction === "failed" ? say("feedback.failed") : nothing;
  }

  private place() {
    const { say } = this.speaker;
    if (!this.waiting?.position) return nothing;
    const { open, position, wait_seconds, hours } = this.waiting;
    const words = [say("person.position", { position })];
    if (!open) words.push(say("person.outside", { hours }));
    else if (wait_seconds !== null) words.push(say("person.wait", { minutes: Math.max(1, Math.round(wait_seconds / MINUTE)) }));
    return html`<span class="place" data-testid="place">${words.join("")}</span>`;
  }

  private question() {
    const { say } = this.speaker;
    return html`<form @submit=${this.send} data-testid="satisfaction">
      <fieldset>
        <legend>${say("satisfaction.question")}</legend>
        ${SCORES.map(
          (score) => html`<label>
            <input type="radio" name="score" value=${score} required data-testid="score-${score}" />${say(`satisfaction.${score}`)}
          </label>`,
        )}
      </fieldset>
      <button class="primary" data-testid="satisfaction-send">${say("satisfaction.send")}</button>
    </form>`;
  }

  private send(event: Event): void {
    event.preventDefault();
    const score = Number(new FormData(event.target as HTMLFormElement).get("score"));
    if (score) this.dispatchEvent(new CustomEvent<PersonRating>("rate-person", { detail: { score } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-attendance": YihaodaAttendance;
  }
}
