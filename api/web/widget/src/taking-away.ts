import type { Voice } from "./citation-text";
import type { Transcript } from "./transcript";
import { PAGE_STYLE, transcriptBody } from "./transcript-page";

/** Save a text as a file of the citizen. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it only once they have asked where to
}

/** Print the conversation alone, out of a frame of this page: no window is opened that could be blocked. */
export function printTranscript(transcript: Transcript, voice: Voice, place: ParentNode): void {
  const frame = document.createElement("iframe");
  frame.title = voice.say("transcript.title");
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  place.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const page = view.document;
  page.documentElement.lang = voice.language;
  page.title = voice.say("transcript.title");
  page.body.replaceChildren(transcriptBody(transcript, voice, page));
  const sheet = new view.CSSStyleSheet(); // made by script: the page's policy on inline styles is kept
  sheet.replaceSync(PAGE_STYLE);
  page.adoptedStyleSheets = [sheet];
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
