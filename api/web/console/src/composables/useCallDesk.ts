import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import { useRoute, useRouter } from "vue-router";

import type { Assist, CallItem, CallView } from "../contracts/calls";
import { pace } from "../live/desk-feed";
import { seldom } from "../live/seldom";
import { readCall } from "../services/calls";
import { useCalls } from "./useCalls";
import { useDeskEvents } from "./useDeskEvents";
import { usePolled } from "./usePolled";

export interface CallDesk {
  calls: ComputedRef<CallItem[]>;
  /** The call that is open; its name stands in the address. */
  view: Ref<CallView | null>;
  chosen: ComputedRef<string>;
  failure: Ref<string>;
  newest: ComputedRef<Assist | null>;
  open: (call: string) => Promise<void>;
  /** Put the open call away: it does not come back by itself. */
  close: () => Promise<void>;
  reload: () => Promise<void>;
}

const EVERY_MS = 1_500;
const TOLD_MS = 10_000;
const AT_MOST_MS = 150;

/**
 * The calls, and the one that is open. A call for this person opens by itself where none is going on; one that rings for
 * everybody does so at a desk where nothing is being done (`isIdle`), and goes when somebody else has taken it.
 */
export function useCallDesk(isIdle: () => boolean): CallDesk {
  const route = useRoute();
  const router = useRouter();
  const { calls, isMine } = useCalls();
  const popped = ref("");
  const putAway = new Set<string>();
  const chosen = computed(() => (typeof route.query.call === "string" ? route.query.call : ""));
  const { data: view, failure, reload } = usePolled<CallView | null>(
    async (signal) => (chosen.value ? await readCall(chosen.value, signal) : null),
    { every: pace(EVERY_MS, TOLD_MS), of: () => chosen.value },
  );
  const again = seldom(reload, AT_MOST_MS);

  async function open(call: string): Promise<void> {
    await router.replace({ path: "/desk", query: call ? { call } : {} });
  }

  async function close(): Promise<void> {
    if (view.value) putAway.add(view.value.call.call_id);
    await open("");
  }

  useDeskEvents({
    call: ({ call_id }) => {
      if (call_id === chosen.value || call_id === view.value?.call.call_id) again();
    },
  });

  watch(calls, (shown) => {
    const isBusy = chosen.value !== "" && view.value?.call.state !== "ended";
    if (isBusy) return;
    const next = shown.filter(({ call_id }) => call_id !== chosen.value && !putAway.has(call_id)).find((call) => isMine(call) || (isFree(call) && isIdle()));
    if (!next) return;
    popped.value = isMine(next) ? "" : next.call_id;
    void open(next.call_id);
  });
  watch(view, (now) => {
    if (now && now.call.call_id === popped.value && now.call.operator && !isMine(now.call)) void open("");
  });
  return { calls, view, chosen, failure, newest: computed(() => view.value?.answers.at(-1) ?? null), open, close, reload };
}

/** It rings for everybody. */
function isFree({ state, operator }: CallItem): boolean {
  return state === "ringing" && !operator;
}
