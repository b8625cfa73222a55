import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Message } from "../../../shared/contract";
import { RECORD_LANGUAGE } from "../i18n/language";
import { Speaker } from "../i18n/speech";
import { richText } from "../rich-text";
import { base } from "../styles/base";
import { messageStyles } from "../styles/message";

const AUTHORS = { person: "message.person", system: "message.system", citizen: "turn.asked" } as const;

/** What a person wrote, or what happened to the conversation. */
@customElement("yihaoda-message")
export class YihaodaMessage extends LitElement {
  static override styles = [base, messageStyles];

  @property({ attribute: false }) message!: Message;
  private readonly speaker = new Speaker(this);

  override render() {
    const { author, text } = this.message;
    return html`<div class=${author} data-testid="message">
      <p class="author">${this.speaker.say(AUTHORS[author])}</p>
      <div lang=${RECORD_LANGUAGE}>${richText(text)}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-message": YihaodaMessage;
  }
}
