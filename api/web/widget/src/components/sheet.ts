import { html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { sheetStyles } from "../styles/sheet";

/**
 * A modal dialog over the widget; what it shows stands in its slot. The browser keeps the focus inside, gives it back
 * on closing, and closes on Escape. Emits `closed`.
 */
@customElement("yihaoda-sheet")
export class YihaodaSheet extends LitElement {
  static override styles = [base, sheetStyles];

  @property() heading = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  private readonly speaker = new Speaker(this);

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @click=${this.onClick} @close=${() => this.dispatchEvent(new CustomEvent("closed"))}>
      <div class="sheet">
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button class="quiet" data-testid="sheet-close" @click=${this.close}>${this.speaker.say("launcher.close")}</button>
        </header>
        <div class="body"><slot></slot></div>
      </div>
    </dialog>`;
  }

  /** A press outside the sheet closes it: there the dialog itself is what was hit. */
  private onClick(event: Event): void {
    if (event.composedPath()[0] === this.dialog) this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-sheet": YihaodaSheet;
  }
}
