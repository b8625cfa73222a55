import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import { useRoute, useRouter } from "vue-router";

import type { EntryLine, EntryPage } from "../contracts/entries";
import { filtersOf, narrowed, queryOf, type EntryFilters } from "../entries/filters";
import { explain } from "../sentences";
import { listEntries } from "../services/entries";

export interface EntryList {
  filters: ComputedRef<EntryFilters>;
  page: Ref<EntryPage | null>;
  lines: ComputedRef<EntryLine[]>;
  loading: Ref<boolean>;
  failure: Ref<string>;
  narrow: (change: Partial<EntryFilters>) => Promise<unknown>;
  reload: () => Promise<void>;
}

/** The list that the address describes; a newer question leaves the older one unanswered. */
export function useEntryList(): EntryList {
  const route = useRoute();
  const router = useRouter();
  const page = ref<EntryPage | null>(null);
  const loading = ref(false);
  const failure = ref("");
  const filters = computed(() => filtersOf(route.query));
  const asked = computed(() => new URLSearchParams({ ...queryOf(filters.value), sort: filters.value.sort }).toString());
  let running = new AbortController();

  async function reload(): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    [loading.value, failure.value] = [true, ""];
    try {
      const found = await listEntries(Object.fromEntries(new URLSearchParams(asked.value)), signal);
      if (!signal.aborted) page.value = found;
    } catch (error) {
      if (!signal.aborted) failure.value = explain(error);
    } finally {
      if (!signal.aborted) loading.value = false;
    }
  }

  watch(asked, () => route.path === "/entries" && reload(), { immediate: true });
  const narrow = (change: Partial<EntryFilters>) => router.push({ query: queryOf(narrowed(filters.value, change)) });
  const lines = computed(() => page.value?.items ?? []);
  return { filters, page, lines, loading, failure, narrow, reload };
}
