import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Key } from "../i18n/sentences";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { toolsStyles } from "../styles/tools";

export type Tool = "copy" | "print" | "text" | "page" | "person" | "records";

/** What can be done with the conversation as a whole, behind one button. Emits `tool` (Tool). */
@customElement("yihaoda-tools")
export class YihaodaTools extends LitElement {
  static override styles = [base, toolsStyles];

  /** The origin of the service. */
  @property() api = "";
  /** Whether there is a conversation to take away. */
  @property({ type: Boolean }) talked = false;
  @property({ type: Boolean }) person = false;
  @state() private open = false;
  @query("button") private readonly button!: HTMLButtonElement;
  private readonly speaker = new Speaker(this);

  override render() {
    return html`<div @keydown=${this.onKey} @focusout=${this.onFocusOut}>
      <button
        class="quiet"
        data-testid="tools"
        aria-expanded=${this.open ? "true" : "false"}
        aria-controls="panel"
        @click=${() => (this.open = !this.open)}
      >
        ${this.speaker.say("tools.more")}
      </button>
      <div id="panel" ?hidden=${!this.open}>${this.open ? this.items() : nothing}</div>
    </div>`;
  }

  private items() {
    const item = (tool: Tool, key: Key) =>
      html`<button data-testid="tool-${tool}" @click=${() => this.choose(tool)}>${this.speaker.say(key as "tools.copy")}</button>`;
    return html`${this.person ? item("person", "tools.person") : nothing}
      ${this.talked
        ? [item("copy", "tools.copy"), item("print", "tools.print"), item("text", "tools.text"), item("page", "tools.page"), item("records", "tools.records")]
        : nothing}
      <a href="${this.api}/accessibility" target="_blank" rel="noopener" data-testid="accessibility">${this.speaker.say("tools.accessibility")}</a>`;
  }

  private choose(tool: Tool): void {
    this.shut();
    this.dispatchEvent(new CustomEvent<Tool>("tool", { detail: tool }));
  }

  private shut(): void {
    this.open = false;
    this.button.focus();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.open) return;
    event.preventDefault(); // it closes the menu, not the dialog around the widget
    event.stopPropagation();
    this.shut();
  }

  private onFocusOut({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-tools": YihaodaTools;
  }
}
