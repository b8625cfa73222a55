import { onBeforeUnmount, ref, type Ref } from "vue";

import type { Import } from "../contracts/imports";
import { isRunning } from "../imports/sentences";
import { Signals, type EventStream } from "../imports/signals";
import { explain } from "../sentences";
import { eventsAddress, readImport } from "../services/imports";

const ROWS_EVERY_MS = 3000;

export interface Following {
  current: Ref<Import | null>;
  failure: Ref<string>;
  refresh: () => Promise<void>;
}

/** One import as it goes on, to the end. */
export function useImport(id: string, open: (url: string) => EventStream = (url) => new EventSource(url)): Following {
  const current = ref<Import | null>(null);
  const failure = ref("");
  const signals = new Signals(() => open(eventsAddress(id)), told);
  let asked = 0;
  let closed = false;

  async function refresh(): Promise<void> {
    asked = Date.now();
    try {
      current.value = await readImport(id);
      failure.value = "";
    } catch (error) {
      failure.value = explain(error);
    }
    if (!closed && current.value && isRunning(current.value)) signals.start();
    else signals.stop();
  }

  /** News bring the figures but not the rows: these are asked for every few seconds, and at the end. */
  function told(data: string): void {
    const news = progressIn(data);
    if (current.value && news) Object.assign(current.value, news);
    const over = !current.value || !isRunning(current.value);
    if (!news || over || Date.now() - asked > ROWS_EVERY_MS) void refresh();
  }

  onBeforeUnmount(() => {
    closed = true;
    signals.stop();
  });
  void refresh();
  return { current, failure, refresh };
}

/** The figures in news of an import; null where it brings none. */
function progressIn(data: string): Partial<Import> | null {
  try {
    const { state, done, total, counts } = JSON.parse(data) as Partial<Import>;
    return state && counts ? { state, done, total, counts } : null;
  } catch {
    return null;
  }
}
