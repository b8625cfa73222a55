import type { Message } from "../../shared/contract";
import { copyText } from "../../shared/clipboard";
import type { Voice } from "./citation-text";
import type { Tool } from "./components/tools";
import { plainTranscript, type Transcript } from "./transcript";
import { transcriptPage } from "./transcript-page";
import { printTranscript, saveFile } from "./taking-away";
import type { Turn } from "./turn";

/** The code under which operators find the conversation; empty before the first answer. */
export function consultCode(turns: readonly Turn[]): string {
  return turns.findLast(({ reply }) => reply?.consult_code)?.reply?.consult_code ?? "";
}

/** The conversation as it is now, to be taken away. */
export function transcriptOf(turns: readonly Turn[], messages: readonly Message[], notice: string): Transcript {
  return { turns, messages, code: consultCode(turns), notice, at: new Date() };
}

/** Take the conversation away in one of the ways there are. Copying returns whether it worked. */
export async function takeAway(tool: Exclude<Tool, "person" | "records">, transcript: Transcript, voice: Voice, place: ParentNode): Promise<boolean> {
  const name = `${voice.say("transcript.title")}${transcript.code && `-${transcript.code}`}`;
  if (tool === "copy") return copyText(plainTranscript(transcript, voice));
  if (tool === "print") printTranscript(transcript, voice, place);
  // The byte order mark tells old editors that this is UTF-8.
  if (tool === "text") saveFile(`${name}.txt`, "text/plain", `\uFEFF${plainTranscript(transcript, voice)}`);
  if (tool === "page") saveFile(`${name}.html`, "text/html", transcriptPage(transcript, voice));
  return true;
}
