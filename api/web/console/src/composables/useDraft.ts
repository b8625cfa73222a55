import { computed, ref, watch, type ComputedRef, type Ref } from "vue";

import type { DeskConversation, Draft } from "../contracts/conversations";
import { unanswered } from "../conversations/timeline";
import { makeDraft } from "../services/conversations";
import { useAction } from "./useAction";

export interface Drafting {
  draft: Ref<Draft | null>;
  /** The message that waits for an answer; empty where none does. */
  open: ComputedRef<string>;
  busy: Ref<boolean>;
  failure: Ref<string>;
  /** Ask for an answer to the open message, or to other words. */
  make: (words?: string) => Promise<void>;
  drop: () => void;
}

/** The answer that the service suggests to the operator; by itself where the conversation is in that mode. */
export function useDraft(conversation: () => DeskConversation | null, isWanted: () => boolean): Drafting {
  const draft = ref<Draft | null>(null);
  const { busy, failure, run } = useAction("replace");
  const open = computed(() => {
    const shown = conversation();
    return shown ? unanswered(shown) : "";
  });

  async function make(words = ""): Promise<void> {
    const shown = conversation();
    const to = words ? { text: words } : open.value ? { turn_id: open.value } : null;
    if (!shown || !to) return;
    let made: Draft | null = null;
    const counts = await run(async () => (made = await makeDraft(shown.conversation_id, to)));
    if (counts && conversation()?.conversation_id === shown.conversation_id) draft.value = made;
  }

  function drop(): void {
    draft.value = null;
    failure.value = "";
  }

  // Each by itself: the conversation is read again and again, and what has not changed must set nothing off.
  watch(
    [() => conversation()?.conversation_id, open, isWanted],
    ([id, message, wanted], [before, beforeMessage]) => {
      if (id !== before || message !== beforeMessage) drop();
      if (id && message && wanted && !draft.value) void make();
    },
    { immediate: true },
  );
  return { draft, open, busy, failure, make, drop };
}
