import { onBeforeUnmount, ref, type Ref } from "vue";

import type { Effect, WordChange } from "../contracts/dictionary";
import { readEffect, startEffect } from "../services/dictionary";

const POLL_MS = 1000;

export interface EffectRun {
  effect: Ref<Effect | null>;
  start: (changes: WordChange[]) => Promise<void>;
  clear: () => void;
}

/** What pending changes would do to the frozen questions: asked in the background, followed to the end. */
export function useEffectRun(): EffectRun {
  const effect = ref<Effect | null>(null);
  let run = 0;

  /** Errors of the service pass through; a later start makes an earlier one fall silent. */
  async function start(changes: WordChange[]): Promise<void> {
    const mine = ++run;
    effect.value = null;
    let latest = await startEffect(changes);
    while (mine === run) {
      effect.value = latest;
      if (latest.state !== "queued" && latest.state !== "running") return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (mine === run) latest = await readEffect(latest.id);
    }
  }

  function clear(): void {
    run++;
    effect.value = null;
  }

  onBeforeUnmount(clear);
  return { effect, start, clear };
}
