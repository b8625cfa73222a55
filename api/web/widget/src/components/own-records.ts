import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { ChatApi } from "../api";
import type { Key } from "../i18n/sentences";
import { Speaker } from "../i18n/speech";
import { base } from "../styles/base";
import { personStyles } from "../styles/person";
import { saveFile } from "../taking-away";
import "./sheet";
import type { YihaodaSheet } from "./sheet";

/** What is kept of the citizen: to take along, and to have deleted (个人信息保护法 45, 47). Emits `erased`. */
@customElement("yihaoda-own-records")
export class YihaodaOwnRecords extends LitElement {
  static override styles = [base, personStyles];

  @property({ attribute: false }) api!: ChatApi;
  @state() private sure = false;
  @state() private busy = false;
  @state() private result: Key | "" = "";
  @query("yihaoda-sheet") private readonly sheet!: YihaodaSheet;
  private readonly speaker = new Speaker(this);

  open(): void {
    [this.sure, this.result] = [false, ""];
    this.sheet.open();
  }

  override render() {
    const { say } = this.speaker;
    return html`<yihaoda-sheet heading=${say("records.title")}>
      <form @submit=${(event: Event) => event.preventDefault()}>
        <p>${say("records.intro")}</p>
        <button type="button" class="primary" data-testid="records-export" ?disabled=${this.busy} @click=${this.take}>
          ${say("records.export")}
        </button>
        <button type="button" class="quiet" data-testid="records-erase" ?disabled=${this.busy} @click=${this.erase}>
          ${say(this.sure ? "records.sure" : "records.erase")}
        </button>
        <p role="status">${this.result ? say(this.result as "records.erased") : nothing}</p>
      </form>
    </yihaoda-sheet>`;
  }

  private readonly take = () =>
    this.run(async () => {
      saveFile(`${this.speaker.say("records.title")}.html`, "text/html", await this.api.ownRecords());
      return "records.exported";
    });

  private readonly erase = (): void => {
    if (!this.sure) {
      this.sure = true;
      return;
    }
    void this.run(async () => {
      await this.api.eraseOwnRecords();
      this.dispatchEvent(new CustomEvent("erased"));
      return "records.erased";
    });
  };

  private async run(work: () => Promise<Key>): Promise<void> {
    this.busy = true;
    this.result = await work().catch((): Key => "records.failed");
    [this.busy, this.sure] = [false, false];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-own-records": YihaodaOwnRecords;
  }
}
