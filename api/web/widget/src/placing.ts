/** Attributes that a script tag, a launcher and a widget have in common. */
export const ATTRIBUTES = ["data-api", "data-site", "data-region", "data-lang", "data-examples", "data-mode"] as const;

/** How a widget stands on its page: in the text, behind a button in the corner, or the latter in a frame of its own. */
export type Mode = "inline" | "launcher" | "frame";

/**
 * Put the widget that a script tag asks for into the page: `data-site` or `data-mode` on the tag ask for one, in the corner
 * unless the mode is `inline`, which puts it where the tag stands. A page that already has one gets no second.
 */
export function placeFor(script: HTMLScriptElement | null): void {
  if (!script || !(script.hasAttribute("data-site") || script.hasAttribute("data-mode"))) return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => place(script), { once: true });
  else place(script);
}

function place(script: HTMLScriptElement): void {
  const inline = script.getAttribute("data-mode") === "inline" && document.body.contains(script);
  const name = inline ? "yihaoda-chat" : "yihaoda-launcher";
  if (document.querySelector(name)) return;
  const widget = document.createElement(name);
  for (const attribute of ATTRIBUTES) {
    const value = script.getAttribute(attribute);
    if (value !== null) widget.setAttribute(attribute, value);
  }
  if (inline) script.after(widget);
  else document.body.append(widget);
}
