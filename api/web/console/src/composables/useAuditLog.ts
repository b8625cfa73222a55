import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from "vue";

import type { AuditFilter, AuditLine } from "../contracts/audit";
import { explain } from "../sentences";
import { readAudit } from "../services/audit";

export interface AuditLog {
  lines: Ref<AuditLine[]>;
  failure: Ref<string>;
  loading: Ref<boolean>;
  hasMore: ComputedRef<boolean>;
  more: () => Promise<void>;
  reload: () => Promise<void>;
}

/** The log under a filter, newest first, page by page; another filter begins again. */
export function useAuditLog(filter: Ref<AuditFilter>): AuditLog {
  const lines = ref<AuditLine[]>([]);
  const failure = ref("");
  const loading = ref(false);
  const before = ref<number | null>(null);
  let running = new AbortController();

  async function load(from: number | null): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    loading.value = true;
    failure.value = "";
    try {
      const page = await readAudit(filter.value, from, signal);
      if (signal.aborted) return;
      lines.value = from === null ? page.items : [...lines.value, ...page.items];
      before.value = page.next_before;
    } catch (error) {
      if (!signal.aborted) failure.value = explain(error);
    } finally {
      if (!signal.aborted) loading.value = false;
    }
  }

  const reload = (): Promise<void> => load(null);
  watch(filter, reload, { immediate: true });
  onBeforeUnmount(() => running.abort());
  return { lines, failure, loading, hasMore: computed(() => before.value !== null), more: () => load(before.value), reload };
}
