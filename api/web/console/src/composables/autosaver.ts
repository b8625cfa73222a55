import { ProblemError } from "../../../shared/problem";
import type { Content, EntryKind } from "../contracts/content";
import type { Autosave } from "../contracts/entries";
import type { KeptDraft, KeptDrafts } from "./kept-drafts";

/** `local`: the service was not reached, this browser has it. `failed`: nobody has it. */
export type SavingState = "clean" | "waiting" | "saving" | "saved" | "local" | "failed";

/** The service's side of autosaving. */
export interface AutosaveService {
  get: (id: string) => Promise<Autosave>;
  put: (id: string, content: Content, baseRevision: number) => Promise<string>;
  drop: (id: string) => Promise<void>;
}

export interface Unsaved {
  kind: EntryKind;
  content: Content;
  base_revision: number;
}

const QUIET_MS = 2_000;
const LONGEST_MS = 10_000;

/** Keeps unsaved work in this browser and at the service, two seconds after the last key. */
export class Autosaver {
  state: SavingState = "clean";
  savedAt = "";
  private timer = 0;
  private waitingSince = 0;
  private running: Promise<void> = Promise.resolve();
  private pending: Unsaved | null = null;

  constructor(
    private readonly id: string,
    private readonly service: AutosaveService,
    private readonly kept: KeptDrafts,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Something was typed. Who types without a pause is saved every ten seconds all the same. */
  changed(unsaved: Unsaved): void {
    const now = this.now().getTime();
    if (!this.pending) this.waitingSince = now;
    this.pending = unsaved;
    if (this.state !== "saving") this.state = "waiting";
    window.clearTimeout(this.timer);
    const left = Math.max(0, LONGEST_MS - (now - this.waitingSince));
    this.timer = window.setTimeout(() => void this.flush(), Math.min(QUIET_MS, left));
  }

  /** Keep at once what waits, as when the page is left. */
  async flush(): Promise<void> {
    const unsaved = this.pending;
    if (!unsaved) return;
    this.stop();
    const draft: KeptDraft = { ...unsaved, saved_at: this.now().toISOString(), synced: false };
    const local = this.kept.put(this.id, draft);
    this.running = this.running.then(() => this.send(draft, local));
    await this.running;
  }

  /** What is unsaved no longer is: it was saved properly, or given up. */
  async drop(): Promise<void> {
    this.stop();
    await this.running;
    this.kept.drop(this.id);
    this.state = "clean";
    await this.service.drop(this.id).catch(() => undefined); // it is older than what was saved: no harm if it stays
  }

  /** Stop waiting, and forget what waited. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.pending = null;
  }

  /** Unsaved work of an earlier visit. This browser's is later where the service never got it. */
  async recover(): Promise<Autosave | null> {
    const local = this.kept.get(this.id);
    if (local && !local.synced) return local;
    return await this.service.get(this.id).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 404) return null;
      return local;
    });
  }

  private async send(draft: KeptDraft, local: boolean): Promise<void> {
    this.state = "saving";
    try {
      this.savedAt = await this.service.put(this.id, draft.content, draft.base_revision);
      this.kept.put(this.id, { ...draft, synced: true });
      this.state = this.pending ? "waiting" : "saved";
    } catch {
      this.savedAt = draft.saved_at;
      this.state = local ? "local" : "failed";
    }
  }
}
