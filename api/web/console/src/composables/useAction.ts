import { ref, type Ref } from "vue";

import { explain } from "../sentences";

export interface Action {
  busy: Ref<boolean>;
  failure: Ref<string>;
  run: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a person sets off: one at a time, its failure as a sentence; `run` says whether it went well. */
export function useAction(): Action {
  const busy = ref(false);
  const failure = ref("");

  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = "";
    try {
      await action();
      return true;
    } catch (error) {
      failure.value = explain(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, run };
}
