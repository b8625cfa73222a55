import { onBeforeUnmount, ref, type Ref } from "vue";

import type { Import } from "../contracts/imports";
import { isRunning } from "../imports/sentences";
import { explain } from "../sentences";
import { eventsAddress, readImport } from "../services/imports";

const POLL_MS = 2000;
const EVENT_NAMES = ["message", "progress", "row", "state", "done"] as const;

/** The part of EventSource in use, so that tests can stand in for it. */
export interface EventStream {
  onerror: ((event: Event) => unknown) | null;
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface Following {
  current: Ref<Import | null>;
  failure: Ref<string>;
  refresh: () => Promise<void>;
}

/** One import as it goes on: told by the service's events, asked for every two seconds where they do not come through. */
export function useImport(id: string, open: (url: string) => EventStream = (url) => new EventSource(url)): Following {
  const current = ref<Import | null>(null);
  const failure = ref("");
  let stream: EventStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  async function refresh(): Promise<void> {
    try {
      current.value = await readImport(id);
      failure.value = "";
    } catch (error) {
      failure.value = explain(error);
    }
    follow();
  }

  function follow(): void {
    const running = !closed && current.value !== null && isRunning(current.value);
    if (!running) stop();
    else if (!stream && !timer) listen();
  }

  function listen(): void {
    stream = open(eventsAddress(id));
    for (const name of EVENT_NAMES) stream.addEventListener(name, told);
    stream.onerror = () => {
      stop();
      poll();
    };
  }

  /** An event brings progress, or only word that there is some; the rows are fetched when the work has come to a stop. */
  function told({ data }: MessageEvent<string>): void {
    const news = parsed(data);
    if (current.value && news) Object.assign(current.value, news);
    if (!news || !isRunning({ state: news.state ?? "done" })) void refresh();
  }

  function poll(): void {
    if (closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      void refreshOrPoll();
    }, POLL_MS);
  }

  async function refreshOrPoll(): Promise<void> {
    current.value = await readImport(id).catch(() => current.value);
    if (current.value && isRunning(current.value)) poll();
  }

  function stop(): void {
    stream?.close();
    stream = null;
    clearTimeout(timer);
    timer = undefined;
  }

  onBeforeUnmount(() => {
    closed = true;
    stop();
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
