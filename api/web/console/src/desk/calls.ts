import type { Assist, CallItem, CallPiece, CallState, CallView } from "../contracts/calls";

export const CALL_STATES: Record<CallState, string> = { ringing: "响铃", answered: "通话中", ended: "已挂断" };

export const SPEAKERS: Record<CallPiece["speaker"], string> = { citizen: "来电人", operator: "话务员", bot: "语音助手" };

/** The answer to a piece of what was said, where it was a question. */
export function answerTo({ turn_id, id }: CallPiece, answers: Assist[]): Assist | undefined {
  return answers.find(({ message_id, turn }) => (turn_id !== null && message_id === turn_id) || turn === String(id));
}

/** The words that an answer answers; for what the operator asked in their own words, none. */
export function questionOf(answer: Assist, { pieces, answers }: Pick<CallView, "pieces" | "answers">): string {
  return pieces.find((piece) => answerTo(piece, answers) === answer)?.text ?? "";
}

const SECONDS = 60;

/** How long a call has gone on, as on a telephone: "1:05". */
export function lasting({ answered_at, started_at, ended_at }: CallItem, now: number): string {
  const until = ended_at ? Date.parse(ended_at) : now;
  const seconds = Math.max(0, Math.round((until - Date.parse(answered_at ?? started_at)) / 1_000));
  return `${Math.floor(seconds / SECONDS)}:${String(seconds % SECONDS).padStart(2, "0")}`;
}
