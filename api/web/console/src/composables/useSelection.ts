import { computed, ref, type ComputedRef, type Ref } from "vue";

import type { EntryLine } from "../contracts/entries";

export interface Selection {
  /** The ids, of other pages too: paging does not lose what was chosen. */
  ids: Ref<string[]>;
  chosen: ComputedRef<EntryLine[]>;
  /** The line that the keyboard stands on; empty before the first key. */
  current: Ref<string>;
  move: (step: number) => void;
  toggle: () => void;
  clear: () => void;
}

export function useSelection(lines: () => EntryLine[]): Selection {
  const ids = ref<string[]>([]);
  const current = ref("");
  const seen = new Map<string, EntryLine>();

  const chosen = computed(() => {
    for (const line of lines()) seen.set(line.entry_id, line);
    return ids.value.map((id) => seen.get(id)).filter((line): line is EntryLine => line !== undefined);
  });

  function move(step: number): void {
    const shown = lines();
    const at = shown.findIndex(({ entry_id }) => entry_id === current.value);
    const next = Math.max(0, Math.min(shown.length - 1, at + step));
    current.value = shown[next]?.entry_id ?? "";
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(current.value)}"] a`)?.focus();
  }

  function toggle(): void {
    const id = current.value;
    if (!id) return;
    ids.value = ids.value.includes(id) ? ids.value.filter((other) => other !== id) : [...ids.value, id];
  }

  return { ids, chosen, current, move, toggle, clear: () => (ids.value = []) };
}
