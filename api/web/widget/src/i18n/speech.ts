import type { LitElement, ReactiveController } from "lit";

import { type Language, translator } from "./language";
import type { Translate } from "./sentences";

const EVENT = "yihaoda-speech";

/** The language of one widget, and the elements inside that speak it. */
export class Speech {
  private spoken: Language = "zh-CN";
  private translate = translator(this.spoken);
  private readonly listeners = new Set<LitElement>();

  /** Give every element inside `host` this speech. */
  constructor(host?: LitElement) {
    host?.addEventListener(EVENT, (event) => {
      event.stopPropagation();
      (event as CustomEvent<Asking>).detail.speech = this;
    });
    if (host) this.listeners.add(host);
  }

  get language(): Language {
    return this.spoken;
  }

  set language(language: Language) {
    if (language === this.spoken) return;
    this.spoken = language;
    this.translate = translator(language);
    for (const listener of this.listeners) listener.requestUpdate();
  }

  get say(): Translate {
    return this.translate;
  }

  join(listener: LitElement): void {
    this.listeners.add(listener);
  }

  leave(listener: LitElement): void {
    this.listeners.delete(listener);
  }
}

interface Asking {
  speech: Speech | null;
}

/** Lets an element speak the language of the widget it stands in; alone it speaks simplified Chinese. */
export class Speaker implements ReactiveController {
  private speech = new Speech();

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  get language(): Language {
    return this.speech.language;
  }

  get say(): Translate {
    return this.speech.say;
  }

  hostConnected(): void {
    const asking: Asking = { speech: null };
    this.host.dispatchEvent(new CustomEvent(EVENT, { bubbles: true, composed: true, detail: asking }));
    this.speech = asking.speech ?? this.speech;
    this.speech.join(this.host);
  }

  hostDisconnected(): void {
    this.speech.leave(this.host);
  }
}
