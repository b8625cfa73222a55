import type { ReactiveController, ReactiveControllerHost } from "lit";

import { zhCN } from "./i18n/zh-CN";

/** What a browser pronounces in one go; long texts in one piece fall silent in some of them. */
const PIECE = /[^。！？；\n]+[。！？；]?/g;
const SPEECH = globalThis.speechSynthesis as SpeechSynthesis | undefined;

/** The voice that reads Chinese records: Mandarin, of this device before one far away; nothing where there is none. */
export function chineseVoice(voices: readonly SpeechSynthesisVoice[]): SpeechSynthesisVoice | undefined {
  const mandarin = voices.filter(({ lang }) => /^(zh[-_](cn|hans)|cmn)/i.test(lang));
  return mandarin.find(({ localService }) => localService) ?? mandarin[0] ?? voices.find(({ lang }) => /^zh/i.test(lang));
}

/** That it was generated comes first (标识办法: sound carries its mark), then the short answer, then the rest of the text. */
export function wordsToRead(spoken: string, text: string): string {
  return [zhCN["speech.mark"], spoken, text.replace(spoken, "")].join("\n");
}

/** Cut a text into what is pronounced one after the other. */
export function spokenPieces(text: string): string[] {
  return (text.match(PIECE) ?? []).map((piece) => piece.trim()).filter(Boolean);
}

/** Reads texts aloud with the browser's voice; of all widgets on a page one reads at a time. */
export class ReadingAloud implements ReactiveController {
  state: "silent" | "reading" | "paused" = "silent";
  private run = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    SPEECH?.addEventListener("voiceschanged", this.changed);
  }

  hostDisconnected(): void {
    SPEECH?.removeEventListener("voiceschanged", this.changed);
    if (this.state !== "silent") this.stop();
  }

  /** Whether anything here can read Chinese. */
  get possible(): boolean {
    return SPEECH !== undefined && chineseVoice(SPEECH.getVoices()) !== undefined;
  }

  read(text: string): void {
    const voice = SPEECH && chineseVoice(SPEECH.getVoices());
    if (!SPEECH || !voice) return;
    SPEECH.cancel();
    SPEECH.resume(); // a reading that was paused leaves the synthesiser paused
    const run = ++this.run;
    const pieces = spokenPieces(text);
    pieces.forEach((piece, at) => {
      const utterance = new SpeechSynthesisUtterance(piece);
      [utterance.voice, utterance.lang] = [voice, voice.lang];
      const ends = () => run === this.run && this.become("silent");
      utterance.onerror = ends;
      if (at === pieces.length - 1) utterance.onend = ends;
      SPEECH.speak(utterance);
    });
    this.become(pieces.length ? "reading" : "silent");
  }

  pause(): void {
    SPEECH?.pause();
    this.become("paused");
  }

  resume(): void {
    SPEECH?.resume();
    this.become("reading");
  }

  stop(): void {
    this.run++;
    SPEECH?.cancel();
    this.become("silent");
  }

  private become(state: typeof this.state): void {
    this.state = state;
    this.host.requestUpdate();
  }

  private readonly changed = (): void => this.host.requestUpdate();
}
