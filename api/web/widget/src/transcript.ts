import type { Message } from "../../shared/contract";
import { plainAnswer, type Voice } from "./citation-text";
import type { Turn } from "./turn";

/** A conversation to take away. `notice` is the mark that generated text must carry (标识办法); `at` is when it is taken. */
export interface Transcript {
  turns: readonly Turn[];
  messages: readonly Message[];
  code: string;
  notice: string;
  at: Date;
}

/** One piece of it: what was said, under a heading that tells by whom. */
export interface Piece {
  heading: string;
  text: string;
}

/** What stands at the top, line by line: what this is, its mark, its code, its time. */
export function headLines({ code, notice, at }: Transcript, { language, say }: Voice): string[] {
  const time = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeStyle: "short" }).format(at);
  return [say("transcript.mark"), notice, code ? `${say("answer.code")}：${code}` : "", `${say("transcript.time")}：${time}`].filter(Boolean);
}

/** The conversation in the order it went. Every answer says that it was generated. */
export function pieces({ turns, messages }: Transcript, voice: Voice): Piece[] {
  const { say } = voice;
  const talk = turns.flatMap(({ shown, reply }) => [
    { heading: say("transcript.asked"), text: shown },
    ...(reply && !reply.silent ? [{ heading: say("transcript.answered"), text: plainAnswer({ ...reply, consult_code: "" }, "", voice) }] : []),
  ]);
  return [...talk, ...messages.map(({ author, text }) => ({ heading: say(author === "person" ? "message.person" : "message.system"), text }))];
}

/** The whole as plain text, with the mark at both ends. */
export function plainTranscript(transcript: Transcript, voice: Voice): string {
  const talk = pieces(transcript, voice).map(({ heading, text }) => `【${heading}】\n${text}`);
  return [voice.say("transcript.title"), headLines(transcript, voice).join("\n"), ...talk, voice.say("transcript.mark")].join("\n\n");
}
