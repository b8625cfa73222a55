import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";

import { search } from "../api";
import type { SearchHit } from "../contract";
import { explain } from "../sentences";

export interface TypedSearch {
  hits: ShallowRef<SearchHit[]>;
  /** The words that `hits` belong to. */
  of: Ref<string>;
  failure: Ref<string>;
}

/** Two searches begin this far apart at least; the first letter after a pause is searched for at once. */
const APART_MS = 40;

/**
 * Search while somebody types: each change at once, unless one has only just gone out. An earlier search is given up, and
 * what was found stays until something newer is there, so that the list does not flicker.
 */
export function useTypedSearch(words: Ref<string>, region: Ref<string>): TypedSearch {
  const hits = shallowRef<SearchHit[]>([]);
  const of = ref("");
  const failure = ref("");
  let running = new AbortController();
  let timer = 0;
  let began = Number.NEGATIVE_INFINITY;

  function begin(): void {
    window.clearTimeout(timer);
    running.abort();
    running = new AbortController();
    const asked = words.value.trim();
    if (!asked) {
      [hits.value, of.value, failure.value] = [[], "", ""];
      return;
    }
    began = performance.now();
    void find(asked, running.signal);
  }

  async function find(asked: string, signal: AbortSignal): Promise<void> {
    try {
      const { results } = await search({ q: asked, region: region.value, on: "" }, signal);
      if (signal.aborted) return;
      [hits.value, of.value, failure.value] = [results, asked, ""];
    } catch (error) {
      if (!signal.aborted) failure.value = explain(error);
    }
  }

  watch([words, region], () => {
    const wait = began + APART_MS - performance.now();
    window.clearTimeout(timer);
    if (wait <= 0 || !words.value.trim()) begin();
    else timer = window.setTimeout(begin, wait);
  }, { flush: "sync" });
  onBeforeUnmount(() => {
    window.clearTimeout(timer);
    running.abort();
  });
  return { hits, of, failure };
}
