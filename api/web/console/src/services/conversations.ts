import type { CloseReason, DeskConversation, DeskList, Draft, Note, RequestState, Saying, Transfer, WrongAnswer } from "../contracts/conversations";
import { call, change, query } from "./http";

const DESK = "/api/desk";
const of = (id: string): string => `${DESK}/conversations/${encodeURIComponent(id)}`;

export const listQuestions = (state: RequestState, signal?: AbortSignal): Promise<DeskList> =>
  call(`${DESK}/conversations?${query({ state })}`, { signal });

export const readConversation = (id: string, signal?: AbortSignal): Promise<DeskConversation> => call(of(id), { signal });

export const findByCode = (code: string): Promise<DeskConversation> => call(`${DESK}/consultations/${encodeURIComponent(code)}`);

export const take = (id: string): Promise<DeskConversation> => change("POST", `${of(id)}/take`);

export const say = (id: string, saying: Saying): Promise<unknown> => change("POST", `${of(id)}/messages`, saying);

export const close = (id: string, reason: CloseReason): Promise<DeskConversation> => change("POST", `${of(id)}/close`, { reason });

export const revealContact = (id: string): Promise<{ contact: string }> => change("POST", `${of(id)}/contact`);

export const addNote = (id: string, text: string): Promise<Note> => change("POST", `${of(id)}/notes`, { text });

export const transfer = (id: string, where: Transfer): Promise<DeskConversation> => change("POST", `${of(id)}/transfer`, where);

export const setApproving = (id: string, on: boolean): Promise<unknown> => change("POST", `${of(id)}/approving`, { on });

/** An answer to a message of the citizen, or to the operator's own words. */
export const makeDraft = (id: string, to: { turn_id: string } | { text: string }): Promise<Draft> => change("POST", `${of(id)}/drafts`, to);

export const reportWrong = (id: string, wrong: WrongAnswer): Promise<unknown> => change("POST", `${of(id)}/wrong`, wrong);
