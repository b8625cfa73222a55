import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Citation, PersonRating, PersonReceipt, PersonRequest } from "../../../shared/contract";
import { REGIONS } from "../../../shared/regions";
import { type Conversation, conversationWith } from "../conversation";
import { consultCode, takeAway, transcriptOf } from "../conversation-tools";
import { bestLanguage, type Language, RECORD_LANGUAGE } from "../i18n/language";
import { Speech } from "../i18n/speech";
import { takeQuestion } from "../page-questions";
import type { Mode } from "../placing";
import { suggestionsFor } from "../records";
import { onBlocked } from "../policy";
import { serviceOrigin } from "../script";
import { Site } from "../site";
import { loadPreferences, savePreferences } from "../storage";
import { base } from "../styles/base";
import { chatStyles } from "../styles/chat";
import { shell } from "../styles/shell";
import { tokens } from "../styles/tokens";
import type { Suggest } from "../suggesting";
import "./attendance";
import type { YihaodaClause } from "./clause";
import "./clause";
import "./code";
import type { YihaodaComposer } from "./composer";
import "./composer";
import type { YihaodaFrame } from "./frame";
import "./frame";
import "./head";
import type { YihaodaLog } from "./log";
import "./log";
import type { YihaodaOwnRecords } from "./own-records";
import "./own-records";
import type { YihaodaPerson } from "./person-form";
import "./person-form";
import type { Tool } from "./tools";
import "./tools";

const EXAMPLES = ["申请政府信息公开，多久能收到答复？", "信息处理费怎么收？", "高龄津贴怎么申请？"];

/**
 * The consultation widget.
 *
 * Attributes: `data-api` (origin of the service, default: where the script came from), `data-site` (name of the site),
 * `data-region` (GB/T 2260 code chosen at first), `data-examples` (questions offered at the start, separated by `|`),
 * `data-lang` (`zh-CN`, `zh-Hant`, `en`; default: the page's language, else the browser's), `data-mode` (`frame` shows it in
 * a frame; where the page's content policy forbids calls it does so by itself).
 * Any element of the host page with `data-yihaoda-ask="…"` asks its question when clicked.
 * Emits `yihaoda-elder` (boolean) when 大字版 is switched, `yihaoda-language` (Language) when the language is.
 */
@customElement("yihaoda-chat")
export class YihaodaChat extends LitElement {
  static override styles = [tokens, base, shell, chatStyles];

  @property({ attribute: "data-api" }) api: string | null = null;
  @property({ attribute: "data-site" }) site = "";
  @property({ attribute: "data-region" }) region = "";
  @property({ attribute: "data-examples" }) examples = "";
  @property({ attribute: "data-lang" }) wishedLanguage: string | null = null;
  @property({ attribute: "data-mode" }) mode: Mode = "inline";
  @property({ type: Boolean, reflect: true }) elder = false;
  @state() private offline = !navigator.onLine;
  @state() private framed = false;
  @state() private conversation!: Conversation;
  @query("yihaoda-log") private readonly log!: YihaodaLog | null;
  @query("yihaoda-composer") private readonly composer!: YihaodaComposer | null;
  @query("yihaoda-clause") private readonly clause!: YihaodaClause | null;
  @query("yihaoda-own-records") private readonly ownRecords!: YihaodaOwnRecords | null;
  @query("yihaoda-person") private readonly personForm!: YihaodaPerson | null;
  @state() private toolResult: "" | "answer.copied" | "answer.copyFailed" = "";
  @query("yihaoda-frame") private readonly frame!: YihaodaFrame | null;

  private readonly speech = new Speech(this);
  private readonly about = new Site(this, () => [this.conversation.api, this.site, this.speech.language]);
  private stopListening: () => void = () => undefined;

  /** Ask a question as if it had been typed. */
  async ask(message: string): Promise<void> {
    await this.updateComplete;
    if (this.frame) this.frame.ask(message);
    else if (!this.about.closed) await this.conversation.ask(message);
  }

  override connectedCallback(): void {
    const { elder, region, language } = loadPreferences();
    this.speech.language = bestLanguage([language, this.wishedLanguage, document.documentElement.lang, navigator.language]);
    this.framed ||= this.mode === "frame";
    this.conversation = conversationWith(serviceOrigin(this.api));
    this.chooseRegion(region || this.region);
    this.setElder(elder);
    this.stopListening = onBlocked(this.conversation.api.base, () => (this.framed = true));
    if (!this.framed) this.conversation.join(this);
    super.connectedCallback();
    document.addEventListener("click", this.onPageClick);
    for (const type of ["online", "offline"]) window.addEventListener(type, this.onNetwork);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening();
    this.conversation.leave(this);
    document.removeEventListener("click", this.onPageClick);
    for (const type of ["online", "offline"]) window.removeEventListener(type, this.onNetwork);
  }

  override render() {
    const { language, say } = this.speech;
    // The page's shortcuts (one letter jumps to its search, say) are not meant for what is typed in here.
    const keep = (event: Event) => event.stopPropagation();
    return html`<div class="shell" lang=${language} @keydown=${keep} @keypress=${keep} @keyup=${keep}>
      <section
        class="frame"
        aria-label="${say("app.title")} ${say("app.subtitle")}"
        @open-clause=${({ detail }: CustomEvent<Citation>) => this.clause?.open(detail)}
      >
        ${this.framed ? this.inFrame() : this.inPage()}
      </section>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const shut = this.conversation.turns.at(-1)?.failure?.code === "channel_closed";
    if (shut && this.about.config?.open) void this.about.refresh();
  }

  private inFrame() {
    const { site, region, examples } = this;
    return html`<yihaoda-frame
      .origin=${this.conversation.api.base}
      .settings=${{ site, region, examples, lang: this.speech.language }}
    ></yihaoda-frame>`;
  }

  private inPage() {
    const { config } = this.about;
    return html`<yihaoda-head
        ?elder=${this.elder}
        .region=${this.region}
        .regions=${config?.regions ?? REGIONS}
        .hotline=${config?.hotline ?? "12345"}
        @elder=${({ detail }: CustomEvent<boolean>) => this.setElder(detail)}
        @restart=${this.restart}
        @region=${({ detail }: CustomEvent<string>) => this.chooseRegion(detail)}
        @language=${({ detail }: CustomEvent<Language>) => this.setLanguage(detail)}
        >${this.tools()}</yihaoda-head
      >
      ${this.announcements()} ${this.attendance()} ${this.conversationLog()}
      ${this.offline ? html`<p class="offline" role="alert">${this.speech.say("app.offline")}</p>` : nothing}
      ${this.about.closed ? this.closedNotice() : this.composerBox()}
      ${this.foot()}
      <yihaoda-clause .api=${this.conversation.api.base}></yihaoda-clause>
      <yihaoda-person .leave=${this.leave}></yihaoda-person>
      <yihaoda-own-records .api=${this.conversation.api} @erased=${() => this.conversation.restart()}></yihaoda-own-records>`;
  }

  private foot() {
    const code = consultCode(this.conversation.turns);
    const { say } = this.speech;
    return html`<div class="foot">
        ${code ? html`<yihaoda-code .code=${code}></yihaoda-code>` : nothing}
        <p class="notice" data-testid="notice">${this.notice}</p>
      </div>
      <p class="hidden" role="status">${this.toolResult && say(this.toolResult)}</p>`;
  }

  private tools() {
    return html`<yihaoda-tools
      .api=${this.conversation.api.base}
      ?talked=${this.conversation.turns.length > 0}
      person
      @tool=${({ detail }: CustomEvent<Tool>) => this.use(detail)}
    ></yihaoda-tools>`;
  }

  private attendance() {
    const { mode, waiting, satisfaction } = this.conversation;
    return html`<yihaoda-attendance
      data-mode=${mode}
      .waiting=${waiting}
      .satisfaction=${satisfaction}
      @rate-person=${({ detail }: CustomEvent<PersonRating>) => this.conversation.ratePerson(detail)}
    ></yihaoda-attendance>`;
  }

  private announcements() {
    const texts = this.about.config?.announcements ?? [];
    if (!texts.length) return nothing;
    return html`<div class="announcements" role="region" aria-label=${this.speech.say("app.announcement")}>
      ${texts.map((text) => html`<p lang=${RECORD_LANGUAGE} data-testid="announcement">${text}</p>`)}
    </div>`;
  }

  private conversationLog() {
    const { config } = this.about;
    const examples = this.examples ? this.examples.split("|").filter(Boolean) : (config?.examples ?? EXAMPLES);
    return html`<yihaoda-log
      .conversation=${this.conversation}
      .turns=${this.conversation.turns}
      .messages=${this.conversation.messages}
      .greeting=${config?.greeting ?? this.speech.say("app.greeting")}
      .examples=${this.about.closed ? [] : examples}
      @ask=${({ detail }: CustomEvent<string>) => this.askAndFocus(detail)}
      @edit=${({ detail }: CustomEvent<string>) => this.composer?.edit(detail)}
    ></yihaoda-log>`;
  }

  private composerBox() {
    return html`<yihaoda-composer
      ?busy=${this.conversation.busy}
      .suggest=${this.suggest}
      @send=${({ detail }: CustomEvent<string>) => this.ask(detail)}
    ></yihaoda-composer>`;
  }

  private closedNotice() {
    const { notice = "", hotline = "12345" } = this.about.config ?? {};
    const { say } = this.speech;
    return html`<div class="closed" role="status" data-testid="closed">
      <p lang=${notice ? RECORD_LANGUAGE : nothing}>${notice || say("app.closed")}</p>
      <a class="call" href="tel:${hotline}">${say("app.callHotline", { number: hotline })}</a>
    </div>`;
  }

  /** The service's own notice; in the other languages that of the interface, which says the same. */
  private get notice(): string {
    const { language, say } = this.speech;
    const said = language === RECORD_LANGUAGE ? this.conversation.notice : "";
    return said || this.about.config?.ai_notice || say("app.notice");
  }

  /** The starting questions go away once one is asked: focus moves to the log, where the answer will appear. */
  private askAndFocus(question: string): void {
    this.log?.focus();
    void this.ask(question);
  }

  private readonly suggest: Suggest = (typed, signal) =>
    suggestionsFor(this.conversation.api.base, typed, this.region, signal);

  /** Where nothing was asked yet, the question is asked first: its conversation is where the reply will appear. */
  private readonly leave = async (request: PersonRequest): Promise<PersonReceipt> => {
    if (!this.conversation.turns.some(({ reply }) => reply)) await this.conversation.ask(request.question ?? "");
    return this.conversation.leaveForPerson(request);
  };

  private async use(tool: Tool): Promise<void> {
    const { turns, messages } = this.conversation;
    if (tool === "records") return this.ownRecords?.open();
    if (tool === "person") return this.personForm?.open(turns.at(-1)?.shown ?? "");
    const done = await takeAway(tool, transcriptOf(turns, messages, this.notice), this.speech, this.renderRoot);
    this.toolResult = tool === "copy" ? (done ? "answer.copied" : "answer.copyFailed") : "";
  }

  private restart(): void {
    this.conversation.restart();
    this.composer?.focus();
  }

  private chooseRegion(region: string): void {
    this.region = region;
    this.conversation.region = region;
    savePreferences({ ...loadPreferences(), region });
  }

  private setElder(elder: boolean): void {
    this.elder = elder;
    savePreferences({ ...loadPreferences(), elder });
    this.tell("yihaoda-elder", elder);
  }

  private setLanguage(language: Language): void {
    this.speech.language = language;
    savePreferences({ ...loadPreferences(), language });
    this.tell("yihaoda-language", language);
    void this.about.refresh();
  }

  private tell<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }));
  }

  private readonly onNetwork = (): void => {
    this.offline = !navigator.onLine;
  };

  private readonly onPageClick = (event: MouseEvent): void => {
    const question = takeQuestion(event);
    if (question) this.askAndFocus(question);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "yihaoda-chat": YihaodaChat;
  }
}
