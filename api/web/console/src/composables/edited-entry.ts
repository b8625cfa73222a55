import { ProblemError, type FieldFault } from "../../../shared/problem";
import { blankContent } from "../content/blank";
import { setAt } from "../content/paths";
import type { Content, EntryKind } from "../contracts/content";
import type { Entry, Merge } from "../contracts/entries";
import { createEntry, getEntry, mergeEntry, saveEntry } from "../services/entries";

const CHANGED_BY_OTHERS = "entry_changed";

/** One entry on the desk: as the service has it, and as it is being edited. */
export class EditedEntry {
  entry: Entry | null = null;
  kind: EntryKind = "document";
  content: Content | null = null;
  /** The revision that the editing began from; 0 for a new entry. */
  base = 0;
  faults: FieldFault[] = [];
  /** What others changed meanwhile, as long as it has not been settled. */
  merge: Merge | null = null;
  private stored = "";

  get dirty(): boolean {
    return this.content !== null && JSON.stringify(this.content) !== this.stored;
  }

  get storedContent(): Content | null {
    return this.stored ? (JSON.parse(this.stored) as Content) : null;
  }

  begin(kind: EntryKind): void {
    this.kind = kind;
    this.entry = null;
    this.replace(blankContent(kind), 0);
  }

  async load(id: string): Promise<void> {
    const entry = await getEntry(id);
    this.entry = entry;
    this.kind = entry.kind;
    this.replace(entry.content, entry.revision);
  }

  /** Take what the service returned after an action; unsaved words stay as they are. */
  take(entry: Entry): void {
    const untouched = !this.dirty;
    this.entry = entry;
    if (untouched) this.replace(entry.content, entry.revision);
  }

  /** Put other words in place of those in the form; they still have to be saved. */
  rewrite(content: Content, base: number): void {
    this.content = structuredClone(content);
    this.base = base;
  }

  /** Save; null when others have changed the entry meanwhile: then `merge` says what has to be settled. */
  async save(reason: string): Promise<Entry | null> {
    if (!this.content) return null;
    const sent = JSON.stringify(this.content);
    this.faults = [];
    try {
      const entry = await this.store(reason, JSON.parse(sent) as Content);
      this.stored = JSON.stringify(entry.content);
      // Who typed on while it was being saved keeps those words: they are unsaved again.
      if (JSON.stringify(this.content) === sent) this.content = structuredClone(entry.content);
      this.entry = entry;
      this.base = entry.revision;
      return entry;
    } catch (error) {
      await this.understand(error);
      return null;
    }
  }

  /** Settle the conflicts with the words chosen for each path, and go on from the latest revision. */
  settle(chosen: ReadonlyMap<string, unknown>): void {
    if (!this.merge) return;
    const content = structuredClone(this.merge.content);
    for (const [path, value] of chosen) setAt(content, path, value);
    this.rewrite(content, this.merge.base_revision);
    this.merge = null;
  }

  private async store(reason: string, content: Content): Promise<Entry> {
    if (!this.entry) return await createEntry(this.kind, content, reason);
    return await saveEntry(this.entry.entry_id, content, reason, this.base);
  }

  private async understand(error: unknown): Promise<void> {
    if (!(error instanceof ProblemError)) throw error;
    this.faults = error.faults.map(({ field, message }) => ({ field: field.replace(/^content\./, ""), message }));
    if (error.code !== CHANGED_BY_OTHERS || !this.entry || !this.content) throw error;
    this.merge = await mergeEntry(this.entry.entry_id, this.content, this.base);
  }

  private replace(content: Content, base: number): void {
    this.stored = JSON.stringify(content);
    this.rewrite(content, base);
    this.faults = [];
    this.merge = null;
  }
}
