import type { ReactiveController, ReactiveControllerHost } from "lit";

import { looksPersonal } from "./personal";

const PAUSE_MS = 200;
const SHORTEST = 2;
const LONGEST = 40;

/** Finds questions for what was typed; rejects where it cannot. */
export type Suggest = (typed: string, signal: AbortSignal) => Promise<string[]>;

/** The questions offered below what is being typed, and which of them is marked (-1: none). */
export class Suggesting implements ReactiveController {
  offered: readonly string[] = [];
  marked = -1;
  private timer = 0;
  private asking = new AbortController();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly suggest: () => Suggest | null,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get open(): boolean {
    return this.offered.length > 0;
  }

  get chosen(): string {
    return this.offered[this.marked] ?? "";
  }

  /** What was typed has changed; it is asked about when the typing pauses. */
  typed(text: string): void {
    this.close();
    const typed = text.trim();
    const length = [...typed].length;
    if (length < SHORTEST || length > LONGEST || typed.includes("\n") || looksPersonal(typed)) return;
    this.timer = window.setTimeout(() => void this.ask(typed), PAUSE_MS);
  }

  /** Mark the next question, or the one before; past either end none is marked, as nothing was chosen yet. */
  move(by: 1 | -1): void {
    const places = this.offered.length + 1;
    this.marked = ((this.marked + 1 + by + places) % places) - 1;
    this.host.requestUpdate();
  }

  close(): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.offered = [];
    this.marked = -1;
    this.host.requestUpdate();
  }

  private async ask(typed: string): Promise<void> {
    const { signal } = (this.asking = new AbortController());
    // Suggestions are a help: where they fail, the question is typed to its end.
    const found = await this.suggest()?.(typed, signal).catch(() => []);
    if (signal.aborted || !found) return;
    this.offered = found.filter((question) => question !== typed);
    this.host.requestUpdate();
  }
}
