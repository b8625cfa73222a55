import { html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import { clickedQuestion } from "../page-questions";
import { base } from "../styles/base";
import { launcherStyles } from "../styles/launcher";
import { tokens } from "../styles/tokens";
import "./chat";

/** A button in the corner of a host page that opens the widget over it. Takes the attributes of `yihaoda-chat`. */
@customElement("yihaoda-launcher")
export class YihaodaLauncher extends LitElement {
  static override styles = [tokens, base, launcherStyles];

  @property({ attribute: "data-api" }) api: string | null = null;
  @property({ attribute: "data-region" }) region: string | null = null;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("click", this.onPageClick);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("click", this.onPageClick);
  }

  override render() {
    return html`<button class="launch" data-testid="launch" aria-haspopup="dialog" @click=${() => this.dialog.showModal()}>
        政策咨询
      </button>
      <dialog aria-label="政策咨询">
        <button class="quiet close" data-testid="close" @click=${() => this.dialog.close()}>关闭</button>
        <yihaoda-chat data-api=${this.api ?? nothing} data-region=${this.region ?? nothing}></yihaoda-chat>
      </dialog>`;
  }

  private readonly onPageClick = (event: MouseEvent): void => {
    if (clickedQuestion(event)) this.dialog.showModal();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-launcher": YihaodaLauncher;
  }
}
