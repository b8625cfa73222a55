/** The widget alone, for a frame on another site: the address says how it begins, the site around it may ask questions. */
const SETTINGS = ["site", "region", "lang", "examples"];
const LONGEST = 500;

const chat = document.createElement("yihaoda-chat") as HTMLElement & { ask(question: string): Promise<void> };
const address = new URLSearchParams(location.search);
for (const name of SETTINGS) {
  const value = address.get(name);
  if (value) chat.setAttribute(`data-${name}`, value);
}
document.querySelector("main")?.append(chat);

window.addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
  const { yihaoda, question } = (data ?? {}) as Record<string, unknown>;
  // Only sites on the allow-list can frame this page (frame-ancestors), so the site around it is one of them.
  if (source !== window.parent || yihaoda !== "ask" || typeof question !== "string") return;
  if (question.length <= LONGEST) void chat.ask(question);
});
if (window.parent !== window) window.parent.postMessage({ yihaoda: "ready" }, "*");
