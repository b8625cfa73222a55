import { onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";

import { ProblemError } from "../../../shared/problem";
import { explain } from "../sentences";

export interface Polled<T> {
  data: Ref<T | null>;
  failure: Ref<string>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
}

interface Options {
  /** Milliseconds between the end of a look and the next; a function where that changes. */
  every: number | (() => number);
  /** What makes it another thing: what was shown is dropped and loaded anew. */
  of?: () => unknown;
}

/** What a page shows of something that others change: looked at again and again while the page can be seen. */
export function usePolled<T>(load: (signal: AbortSignal) => Promise<T>, { every, of = () => null }: Options): Polled<T> {
  const data = ref<T | null>(null) as Ref<T | null>;
  const failure = ref("");
  const loading = ref(true);
  let running = new AbortController();
  let timer = 0;

  async function look(): Promise<void> {
    running.abort();
    window.clearTimeout(timer);
    running = new AbortController();
    const { signal } = running;
    try {
      const loaded = await load(signal);
      if (signal.aborted) return;
      data.value = loaded;
      failure.value = "";
    } catch (error) {
      if (signal.aborted) return;
      failure.value = explain(error);
      if (error instanceof ProblemError && error.status === 401) return;
    }
    loading.value = false;
    timer = window.setTimeout(again, typeof every === "function" ? every() : every);
  }

  function again(): void {
    if (!document.hidden) void look();
  }

  watch(of, () => {
    data.value = null;
    loading.value = true;
    void look();
  });
  onMounted(look);
  onBeforeUnmount(() => {
    window.clearTimeout(timer);
    running.abort();
  });
  whenVisible(again);
  return { data, failure, loading, reload: look };
}

function whenVisible(act: () => void): void {
  onMounted(() => document.addEventListener("visibilitychange", act));
  onBeforeUnmount(() => document.removeEventListener("visibilitychange", act));
}
