import { onBeforeUnmount, ref, type Ref } from "vue";

import type { Import } from "../contracts/imports";
import { isRunning } from "../imports/sentences";
import { Signals, type EventStream } from "../imports/signals";
import { explain } from "../sentences";
import { eventsAddress, readImport } from "../services/imports";

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
  let closed = false;

  async function refresh(): Promise<void> {
    try {
      current.value = await readImport(id);
      failure.value = "";
    } catch (error) {
      failure.value = explain(error);
    }
    if (!closed && current.value && isRunning(current.value)) signals.start();
    else signals.stop();
  }

  /** News may bring the progress itself, or only word that there is some; the end is always asked for. */
  function told(data: string): void {
    const news = parsed(data);
    if (current.value && news) Object.assign(current.value, news);
    if (!news || !current.value || !isRunning(current.value)) void refresh();
  }

  onBeforeUnmount(() => {
    closed = true;
    signals.stop();
  });
  void refresh();
  return { current, failure, refresh };
}

function parsed(data: string): Partial<Import> | null {
  try {
    const value: unknown = JSON.parse(data);
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
