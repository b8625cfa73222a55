import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { copyText } from "../../../shared/clipboard";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { codeStyles } from "../styles/code";

/** The consult code, in two groups to be read out, with a button that copies it. */
@customElement("yihaoda-code")
export class YihaodaCode extends LitElement {
  static override styles = [base, codeStyles];

  @property() code = "";
  @state() private copied = false;
  private readonly speaker = new Speaker(this);

  override render() {
    const { say } = this.speaker;
    const half = Math.ceil(this.code.length / 2);
    return html`<span>${say("answer.code")}</span>
      <b data-testid="consult-code"><span>${this.code.slice(0, half)}</span><span>${this.code.slice(half)}</span></b>
      <button class="quiet" data-testid="copy-code" aria-label=${say("code.copy")} @click=${this.copy}>${say("answer.copy")}</button>
      <span role="status">${this.copied ? say("answer.copied") : ""}</span>`;
  }

  private async copy(): Promise<void> {
    this.copied = await copyText(this.code);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-code": YihaodaCode;
  }
}
