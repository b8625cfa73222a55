import type { Citation } from "../../../shared/contract";
import type { DeskConversation, DeskItem, DeskTurn } from "../contracts/conversations";
import type { AnswerUse } from "../contracts/desk";

/** One line of a conversation; `key` tells it from all others of it. */
export interface Line {
  key: string;
  author: "citizen" | "bot" | "person" | "system" | "note";
  name: string;
  text: string;
  at: string;
  citations: Citation[];
  feedback: DeskTurn["feedback"];
  /** The turn whose answer this is; empty for everything else. */
  turn: string;
  /** What operators did with the answer. */
  uses: AnswerUse[];
}

const NAMES: Record<Line["author"], string> = { citizen: "市民", bot: "智能助手", person: "工作人员", system: "系统", note: "内部备注" };

const LEFT = "市民（留给工作人员）";

type Said = Pick<DeskConversation, "turns" | "messages" | "notes" | "uses"> & Partial<Pick<DeskConversation, "requests">>;

/** All that was said, in the order in which it was said; a turn left to the person has no answer. */
export function timeline({ turns, messages, notes = [], uses = [], requests = [] }: Said): Line[] {
  const lines = [
    ...requests.filter(isNews(turns)).map(({ question, created_at }) => line(`r${created_at}`, "citizen", question, created_at, LEFT)),
    ...turns.flatMap((turn) => linesOf(turn, uses)),
    ...messages.map(({ id, author, name, text, at }) => line(`m${id}`, author, text, at, name)),
    ...notes.map(({ id, author, text, at }) => line(`n${id}`, "note", text, at, author)),
  ];
  return lines.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Whether a question for a person is more than one that was asked before. */
function isNews(turns: DeskTurn[]): (request: DeskItem) => boolean {
  return ({ question }) => question !== "" && !turns.some(({ message }) => message === question);
}

/** The last message that was left to the person and that nobody has answered since; empty where there is none. */
export function unanswered({ turns, messages }: Pick<DeskConversation, "turns" | "messages">): string {
  const said = Math.max(0, ...messages.filter(({ author }) => author === "person").map(({ at }) => Date.parse(at)));
  const open = turns.filter(({ silent, received_at }) => silent && Date.parse(received_at) > said);
  return open.at(-1)?.message_id ?? "";
}

function linesOf(turn: DeskTurn, uses: AnswerUse[]): Line[] {
  const asked = line(`q${turn.message_id}`, "citizen", turn.message, turn.received_at);
  if (turn.outcome === null || turn.silent) return [asked];
  const { citations, feedback, message_id } = turn;
  const answer = line(`a${message_id}`, "bot", turn.text, turn.received_at);
  return [asked, { ...answer, citations, feedback, turn: message_id, uses: uses.filter(({ turn_id }) => turn_id === message_id) }];
}

function line(key: string, author: Line["author"], text: string, at: string, name = ""): Line {
  return { key, author, name: name || NAMES[author], text, at, citations: [], feedback: null, turn: "", uses: [] };
}
