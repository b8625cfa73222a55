import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import { Speaker } from "../i18n/speech";
import { ReadingAloud, wordsToRead } from "../reading-aloud";
import { base } from "../styles/base";

/** Buttons that read an answer aloud; nothing where the browser has no Chinese voice. */
@customElement("yihaoda-read-aloud")
export class YihaodaReadAloud extends LitElement {
  static override styles = [base];

  @property() spoken = "";
  @property() text = "";
  private readonly speaker = new Speaker(this);
  private readonly reading = new ReadingAloud(this);

  override render() {
    const { reading } = this;
    if (!reading.possible) return nothing;
    const button = (key: "play" | "pause" | "resume" | "stop", press: () => void) =>
      html`<button class="quiet" data-testid="speech-${key}" @click=${press}>${this.speaker.say(`speech.${key}`)}</button>`;
    if (reading.state === "silent") return button("play", () => reading.read(wordsToRead(this.spoken, this.text)));
    const paused = reading.state === "paused";
    return [
      paused ? button("resume", () => reading.resume()) : button("pause", () => reading.pause()),
      button("stop", () => reading.stop()),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-read-aloud": YihaodaReadAloud;
  }
}
