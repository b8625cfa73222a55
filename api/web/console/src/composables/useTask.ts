import { ref, type Ref } from "vue";

import { explain } from "../sentences";

export interface Task {
  busy: Ref<boolean>;
  failure: Ref<string>;
  run: (work: () => Promise<void>) => Promise<boolean>;
}

/** One piece of work at a time, with what a page shows of it; `run` tells whether it succeeded. */
export function useTask(): Task {
  const busy = ref(false);
  const failure = ref("");

  async function run(work: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    failure.value = "";
    try {
      await work();
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
