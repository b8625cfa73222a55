import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

import { follow } from "../live/stream";
import { usePolled, type Polled } from "./usePolled";

export interface Followed<T> extends Polled<T> {
  /** Whether changes arrive by themselves. */
  live: Ref<boolean>;
}

interface Options<T> {
  /** The stream; every event carries the whole as JSON. */
  events: string;
  load: (signal: AbortSignal) => Promise<T>;
  /** Milliseconds between two looks while the stream is broken. */
  every: number;
}

const TOLD_MS = 60_000;

/** What a page shows of something that tells its changes: followed, and looked at again and again where that fails. */
export function useFollowed<T>({ events, load, every }: Options<T>): Followed<T> {
  const live = ref(false);
  const polled = usePolled(load, { every: () => (live.value ? TOLD_MS : every) });
  const ending = new AbortController();

  onMounted(() => {
    void follow(events, {
      signal: ending.signal,
      hear: ({ data }) => {
        polled.data.value = JSON.parse(data) as T;
        polled.failure.value = "";
      },
      connected: (on) => (live.value = on),
    });
  });
  onBeforeUnmount(() => ending.abort());
  return { ...polled, live };
}
