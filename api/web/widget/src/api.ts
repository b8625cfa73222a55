import type { ChatReply, ChatRequest, Feedback, History, PersonRating, PersonReceipt, PersonRequest, WidgetConfig } from "../../shared/contract";
import { Delivery } from "./delivery";
import { follow, type Listener } from "./following";
import type { Language } from "./i18n/language";
import { Service } from "./service";
import type { Stage } from "./stage";
import { BROWSER, type Wire } from "./wire";

/** What the widget asks of the service. Every call throws ProblemError. */
export class ChatApi {
  private readonly service: Service;

  /** `base` is an origin, or empty for the page's own. */
  constructor(
    readonly base: string,
    wire: Wire = BROWSER,
  ) {
    this.service = new Service(base, wire);
  }

  /** Ask one question; `onStage` hears where it stands. */
  async ask(question: ChatRequest, onStage: (stage: Stage) => void, signal: AbortSignal): Promise<ChatReply> {
    return await new Delivery(this.service, question, onStage, signal).reply();
  }

  async history(conversationId: string): Promise<History> {
    const response = await this.service.call(pathOf(conversationId));
    return (await response.json()) as History;
  }

  async follow(conversationId: string, lastId: string, listener: Listener, signal: AbortSignal): Promise<void> {
    await follow(this.service, conversationId, lastId, listener, signal);
  }

  async sendFeedback(conversationId: string, feedback: Feedback): Promise<void> {
    await this.service.call(`${pathOf(conversationId)}/feedback`, { body: feedback });
  }

  /** Leave the question for a person. */
  async leaveForPerson(conversationId: string, request: PersonRequest): Promise<PersonReceipt> {
    const response = await this.service.call(`${pathOf(conversationId)}/person`, { body: request });
    return (await response.json()) as PersonReceipt;
  }

  async ratePerson(conversationId: string, rating: PersonRating): Promise<void> {
    await this.service.call(`${pathOf(conversationId)}/rating`, { body: rating });
  }

  /** All that is kept of the citizen, as a page. */
  async ownRecords(): Promise<string> {
    return await (await this.service.call("/api/privacy/export?format=html")).text();
  }

  async eraseOwnRecords(): Promise<void> {
    await this.service.call("/api/privacy/erasure", { body: { confirm: true } });
  }

  /** What holds for this site before anybody asks. */
  async config(site: string, language: Language): Promise<WidgetConfig> {
    return await this.service.read<WidgetConfig>(`/api/widget?${new URLSearchParams({ site, lang: language }).toString()}`);
  }
}

function pathOf(conversationId: string): string {
  return `/api/chat/${encodeURIComponent(conversationId)}`;
}
