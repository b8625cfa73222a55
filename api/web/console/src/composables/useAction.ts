import { ref, type Ref } from "vue";

import { explain } from "../sentences";

export interface Action {
  busy: Ref<boolean>;
  failure: Ref<string>;
  run: (action: () => Promise<unknown>) => Promise<boolean>;
}

/**
 * What happens when it is set off again before it has ended: what changes something is not done twice,
 * what only looks something up is looked up anew and the older answer no longer counts.
 */
export type Again = "refuse" | "replace";

/** Something a person sets off, its failure as a sentence; `run` says whether it went well and still counts. */
export function useAction(again: Again = "refuse"): Action {
  const busy = ref(false);
  const failure = ref("");
  let newest = 0;

  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value && again === "refuse") return false;
    const mine = ++newest;
    busy.value = true;
    failure.value = "";
    try {
      await action();
      return mine === newest;
    } catch (error) {
      if (mine === newest) failure.value = explain(error);
      return false;
    } finally {
      if (mine === newest) busy.value = false;
    }
  }

  return { busy, failure, run };
}
