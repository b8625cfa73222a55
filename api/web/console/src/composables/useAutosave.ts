import { onBeforeUnmount, onMounted, reactive, ref, watch, type Ref } from "vue";

import type { Autosave } from "../contracts/entries";
import { dropAutosave, getAutosave, putAutosave } from "../services/entries";
import { session } from "../session";
import { Autosaver } from "./autosaver";
import type { EditedEntry } from "./edited-entry";
import { KeptDrafts } from "./kept-drafts";

export interface Autosaving {
  saver: Autosaver;
  /** Unsaved work of an earlier visit that differs from what is stored; null once it was answered for. */
  found: Ref<Autosave | null>;
  look: () => Promise<void>;
}

const SERVICE = { get: getAutosave, put: putAutosave, drop: dropAutosave };

/** Autosaves the entry as long as the page is open, the last words also when the page is closed or hidden. */
export function useAutosave(id: string, edited: EditedEntry): Autosaving {
  const saver = reactive(new Autosaver(id, SERVICE, new KeptDrafts(session.user?.username ?? ""))) as Autosaver;
  const found = ref<Autosave | null>(null);

  async function look(): Promise<void> {
    const unsaved = await saver.recover();
    if (unsaved && JSON.stringify(unsaved.content) !== JSON.stringify(edited.content)) found.value = unsaved;
  }

  function flush(): void {
    void saver.flush();
  }

  watch(
    () => edited.content,
    (content) => {
      if (content && edited.dirty) saver.changed({ kind: edited.kind, content, base_revision: edited.base });
      else if (saver.state !== "clean") void saver.drop(); // undone until nothing was left to keep
    },
    { deep: true },
  );
  onMounted(() => {
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
  });
  onBeforeUnmount(() => {
    window.removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", flush);
    flush();
  });
  return { saver, found, look };
}
