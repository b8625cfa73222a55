import { computed, type ComputedRef } from "vue";

import type { CallItem } from "../contracts/calls";
import { pace } from "../live/desk-feed";
import { seldom } from "../live/seldom";
import { listCalls } from "../services/calls";
import { session } from "../session";
import { useDeskEvents } from "./useDeskEvents";
import { usePolled } from "./usePolled";

export interface Calls {
  /** The calls that ring or go on, those of this person first. */
  calls: ComputedRef<CallItem[]>;
  failure: ComputedRef<string>;
  isMine: (call: CallItem) => boolean;
}

const EVERY_MS = 2_000;
const AT_MOST_MS = 300;

/** Who is on the telephone now. */
export function useCalls(): Calls {
  const { data, failure, reload } = usePolled(
    async (signal) => {
      const [ringing, answered] = await Promise.all([listCalls("ringing", signal), listCalls("answered", signal)]);
      // Answered between the two looks, it is in both lists.
      return [...new Map([...ringing, ...answered].map((call) => [call.call_id, call])).values()];
    },
    { every: pace(EVERY_MS) },
  );
  const isMine = ({ operator }: CallItem): boolean => operator !== "" && operator === session.user?.username;
  const calls = computed(() => (data.value ?? []).toSorted((one, other) => Number(isMine(other)) - Number(isMine(one))));

  useDeskEvents({ call: seldom(reload, AT_MOST_MS) });
  return { calls, failure: computed(() => (data.value ? "" : failure.value)), isMine };
}
