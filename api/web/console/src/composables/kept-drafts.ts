import { keysOf, read, remove, write } from "../../../shared/storage";
import type { EntryKind } from "../contracts/content";
import type { Autosave } from "../contracts/entries";

/** What was typed and not saved, as this browser keeps it. `synced`: the service has it too. */
export interface KeptDraft extends Autosave {
  kind: EntryKind;
  synced: boolean;
}

const NEW = "new-";

/** Unsaved work in this browser, apart for each user: computers of a hotline are shared. */
export class KeptDrafts {
  private readonly prefix: string;

  constructor(username: string) {
    this.prefix = `yihaoda:draft:${username}:`;
  }

  get(id: string): KeptDraft | null {
    const kept = read<KeptDraft>("localStorage", this.prefix + id);
    return kept?.content && typeof kept.content === "object" ? kept : null;
  }

  /** False where the browser keeps nothing. */
  put(id: string, draft: KeptDraft): boolean {
    return write("localStorage", this.prefix + id, draft);
  }

  drop(id: string): void {
    remove("localStorage", this.prefix + id);
  }

  /** Entries that were begun and never saved, the latest first. */
  begun(): { id: string; draft: KeptDraft }[] {
    return keysOf("localStorage", this.prefix + NEW)
      .map((key) => ({ id: key.slice(this.prefix.length), draft: this.get(key.slice(this.prefix.length)) }))
      .filter((row): row is { id: string; draft: KeptDraft } => row.draft !== null)
      .sort((one, other) => other.draft.saved_at.localeCompare(one.draft.saved_at));
  }
}

/** An id for an entry that the service does not know yet; also on pages without HTTPS. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return NEW + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
