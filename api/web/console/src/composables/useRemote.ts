import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

import { explain } from "../sentences";

export interface Remote<T> {
  data: Ref<T | null>;
  failure: Ref<string>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
}

/** What a page shows of the service: loaded when the page opens, and again on `reload`; of two loads the later one counts. */
export function useRemote<T>(load: (signal: AbortSignal) => Promise<T>): Remote<T> {
  const data = ref<T | null>(null) as Ref<T | null>;
  const failure = ref("");
  const loading = ref(true);
  let running = new AbortController();

  async function reload(): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    loading.value = true;
    failure.value = "";
    try {
      const loaded = await load(signal);
      if (!signal.aborted) data.value = loaded;
    } catch (error) {
      if (!signal.aborted) failure.value = explain(error);
    } finally {
      if (!signal.aborted) loading.value = false;
    }
  }

  onMounted(reload);
  onBeforeUnmount(() => running.abort());
  return { data, failure, loading, reload };
}
