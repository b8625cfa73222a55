import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { Speaker } from "../i18n/speech";
import { onBlocked } from "../policy";
import { base } from "../styles/base";
import { frameStyles } from "../styles/frame";

/** The widget on a page of its own inside this one, for pages whose content policy allows frames but no calls. */
@customElement("yihaoda-frame")
export class YihaodaFrame extends LitElement {
  static override styles = [base, frameStyles];

  /** Origin of the service. */
  @property() origin = "";
  /** Attributes of the widget inside, without `data-`. */
  @property({ attribute: false }) settings: Record<string, string> = {};
  @state() private blocked = false;
  @query("iframe") private readonly frame!: HTMLIFrameElement | null;
  private readonly speaker = new Speaker(this);
  private waiting: string[] | null = [];
  private stopListening: () => void = () => undefined;

  /** Ask a question inside, as soon as the page there is ready. */
  ask(question: string): void {
    if (this.waiting) this.waiting.push(question);
    else this.frame?.contentWindow?.postMessage({ yihaoda: "ask", question }, this.origin);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("message", this.onMessage);
    this.stopListening = onBlocked(this.origin, (directive) => {
      this.blocked ||= directive === "frame-src";
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("message", this.onMessage);
    this.stopListening();
    this.waiting ??= []; // a frame that is moved starts anew
  }

  override render() {
    const { say } = this.speaker;
    const address = `${this.origin}/embed?${new URLSearchParams(this.settings).toString()}`;
    if (this.blocked) return this.wayOut(address);
    return html`<iframe
      src=${address}
      title="${say("app.title")} ${say("app.subtitle")}"
      allow="clipboard-write"
      referrerpolicy="origin"
    ></iframe>`;
  }

  /** Not even a frame is allowed: the page of its own, and the telephone. */
  private wayOut(address: string) {
    const { say } = this.speaker;
    return html`<p><a href=${address} target="_blank" rel="noopener">${say("app.openPage")}</a></p>
      <p><a href="tel:12345">${say("app.callHotline", { number: "12345" })}</a></p>`;
  }

  private readonly onMessage = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (!this.frame || source !== this.frame.contentWindow || origin !== this.origin) return;
    if ((data as { yihaoda?: unknown } | null)?.yihaoda !== "ready") return;
    const questions = this.waiting ?? [];
    this.waiting = null;
    for (const question of questions) this.ask(question);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-frame": YihaodaFrame;
  }
}
