import { shallowRef, type ShallowRef } from "vue";

import type { DeskConversation } from "../contracts/conversations";

type About = { turn_id: string } | { entry_id: string };

export interface Wrong {
  conversation: string;
  about: About;
  answer: string;
}

export interface WrongDesk {
  /** The answer that is being reported; null while none is. */
  wrong: ShallowRef<Wrong | null>;
  report: (conversation: string, about: About, answer: string) => void;
  /** An answer of an earlier conversation. */
  reportTurn: (conversation: DeskConversation, turn: string) => void;
}

/** Which answer the operator is about to report; what nobody is on the line for cannot be. */
export function useWrong(): WrongDesk {
  const wrong = shallowRef<Wrong | null>(null);

  function report(conversation: string, about: About, answer: string): void {
    if (conversation) wrong.value = { conversation, about, answer };
  }

  function reportTurn({ conversation_id, turns }: DeskConversation, turn_id: string): void {
    const turn = turns.find(({ message_id }) => message_id === turn_id);
    if (turn) wrong.value = { conversation: conversation_id, about: { turn_id }, answer: turn.text };
  }

  return { wrong, report, reportTurn };
}
