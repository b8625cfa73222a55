import { reactive, watch, type Ref } from "vue";

import { History } from "./history";

export interface Undo {
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
  restart: () => void;
}

/** Undo and redo over a whole form. `value` is replaced by what it was, not patched. */
export function useUndo<T>(value: Ref<T>, now: () => number = Date.now): Undo {
  const history = new History(JSON.stringify(value.value));
  const state: Undo = reactive({
    canUndo: false,
    canRedo: false,
    undo: () => stand(history.undo()),
    redo: () => stand(history.redo()),
    restart: () => {
      history.restart(JSON.stringify(value.value));
      tell();
    },
  });

  function tell(): void {
    [state.canUndo, state.canRedo] = [history.canUndo, history.canRedo];
  }

  function stand(text: string | null): void {
    if (text !== null) value.value = JSON.parse(text) as T;
    tell();
  }

  watch(
    value,
    (changed) => {
      history.record(JSON.stringify(changed), now());
      tell();
    },
    { deep: true, flush: "sync" },
  );
  return state;
}
