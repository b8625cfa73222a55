import { computed, reactive, ref, toRef, type ComputedRef, type Ref } from "vue";

import type { FieldFault } from "../../../shared/problem";
import { gaps } from "../content/completeness";
import type { Content, EntryKind } from "../contracts/content";
import type { Entry } from "../contracts/entries";
import { saveEntry } from "../services/entries";
import { tell, tellFailure } from "../toast";
import { EditedEntry } from "./edited-entry";
import { useAutosave, type Autosaving } from "./useAutosave";
import { useAction, type Action } from "./useAction";
import { useUndo, type Undo } from "./useUndo";

export interface EntryDesk {
  edited: EditedEntry;
  autosaving: Autosaving;
  undo: Undo;
  loading: Action;
  saving: Action;
  reason: Ref<string>;
  editable: ComputedRef<boolean>;
  faults: ComputedRef<FieldFault[]>;
  /** Whether what a reviewer would miss is shown at the fields. */
  checked: Ref<boolean>;
  open: () => Promise<boolean>;
  /** The entry as saved; null where it could not be, or others came first. */
  save: () => Promise<Entry | null>;
}

export interface Place {
  /** The entry, or the draft of one that does not exist yet. */
  id: string;
  kind: EntryKind;
  isNew: boolean;
}

/** Everything that one entry needs to be edited: the words, undo, autosave, faults, saving. */
export function useEntryDesk({ id, kind, isNew }: Place): EntryDesk {
  const edited = reactive(new EditedEntry()) as EditedEntry;
  const autosaving = useAutosave(id, edited);
  const undo = useUndo(toRef(edited, "content"));
  const [loading, saving] = [useAction("replace"), useAction()];
  const [reason, checked] = [ref(""), ref(false)];
  const editable = computed(() => isNew || (edited.entry?.actions.includes("edit") ?? false));
  const faults = computed(() => [
    ...edited.faults,
    ...(checked.value && edited.content ? gaps(edited.kind, edited.content) : []),
  ]);

  async function open(): Promise<boolean> {
    return await loading.run(async () => {
      if (isNew) edited.begin(kind);
      else await edited.load(id);
      undo.restart();
      if (editable.value) await autosaving.look();
    });
  }

  async function save(): Promise<Entry | null> {
    const before = edited.storedContent;
    let entry: Entry | null = null;
    const ok = await saving.run(async () => void (entry = await edited.save(reason.value.trim() || (isNew ? "新建" : "修改"))));
    if (!ok) tellFailure(saving.failure.value);
    if (entry) await settleSaving(entry, before);
    return entry;
  }

  async function settleSaving(entry: Entry, before: Content | null): Promise<void> {
    reason.value = "";
    if (!edited.dirty) await autosaving.saver.drop();
    tell(`已保存为第 ${entry.revision} 版`, isNew || !before ? null : () => takeBack(before));
  }

  /** Saving is never undone: what was there before is saved again, as another revision. */
  async function takeBack(before: Content): Promise<void> {
    if (!edited.entry) return;
    edited.take(await saveEntry(edited.entry.entry_id, before, "撤销上一次保存", edited.entry.revision));
    tell("已恢复保存前的内容");
  }

  return { edited, autosaving, undo, loading, saving, reason, editable, faults, checked, open, save };
}
