import type { Voice } from "./citation-text";
import { headLines, pieces, type Transcript } from "./transcript";

/** How the page looks, on screen and on paper; black on white, whatever the widget wears. */
export const PAGE_STYLE = `body{max-width:42em;margin:2em auto;padding:0 1em;font:16px/1.7 system-ui,sans-serif;color:#000;background:#fff}
h1{font-size:1.4em}h2{margin:1.2em 0 .2em;font-size:1em;break-after:avoid}p{margin:.2em 0;white-space:pre-wrap;overflow-wrap:anywhere}
header,footer{border:1px solid #000;padding:.5em 1em}@page{margin:2cm}`;

/** The conversation as elements of a page; every piece of it is put in as text. */
export function transcriptBody(transcript: Transcript, voice: Voice, page: Document): DocumentFragment {
  const body = page.createDocumentFragment();
  const header = page.createElement("header");
  header.append(...headLines(transcript, voice).map((line) => element(page, "p", line)));
  body.append(element(page, "h1", voice.say("transcript.title")), header);
  for (const { heading, text } of pieces(transcript, voice)) body.append(element(page, "h2", heading), element(page, "p", text));
  body.append(element(page, "footer", voice.say("transcript.mark")));
  return body;
}

/** The whole page as HTML text, with the mark in its metadata as well (GB 45438-2025: a field AIGC in the file). */
export function transcriptPage(transcript: Transcript, voice: Voice): string {
  const page = document.implementation.createHTMLDocument(voice.say("transcript.title"));
  page.documentElement.lang = voice.language;
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  const mark = { Label: "1", ContentProducer: "一号答", ProduceID: transcript.code };
  page.head.append(meta(page, "viewport", "width=device-width"), meta(page, "generator", "一号答"), meta(page, "AIGC", JSON.stringify(mark)));
  page.body.append(transcriptBody(transcript, voice, page));
  // The style is put into the text, not into a document: a page under a strict policy may make no style element.
  return `<!doctype html>\n${page.documentElement.outerHTML.replace("</head>", () => `<style>${PAGE_STYLE}</style></head>`)}`;
}

function element(page: Document, name: string, text: string): HTMLElement {
  const made = page.createElement(name);
  made.textContent = text;
  return made;
}

function meta(page: Document, name: string, content: string): HTMLMetaElement {
  const made = page.createElement("meta");
  [made.name, made.content] = [name, content];
  return made;
}
