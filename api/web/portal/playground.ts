import { copyText } from "../shared/clipboard";
import { attributesOf, type Choice, policy, snippet } from "./snippet";

/** A site owner chooses, sees the widget as it will be, and copies the line for it. */
const form = document.querySelector("form") as HTMLFormElement;
const preview = byId("preview");

function byId(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

function chosen(): Choice {
  const fields = new FormData(form);
  const text = (name: string) => (fields.get(name) as string | null) ?? "";
  const mode = text("mode") as Choice["mode"];
  return { mode, site: text("site"), region: text("region"), lang: text("lang"), examples: text("examples") };
}

function show(): void {
  const choice = chosen();
  byId("snippet").textContent = snippet(choice, location.origin);
  byId("policy").textContent = policy(choice, location.origin);
  byId("where").textContent = choice.mode === "inline" ? "，或者您想让窗口出现的地方" : "";
  byId("copied").textContent = "";
  preview.replaceChildren(widget(choice));
}

function widget(choice: Choice): HTMLElement {
  const element = document.createElement(choice.mode === "inline" ? "yihaoda-chat" : "yihaoda-launcher");
  for (const [name, value] of Object.entries(attributesOf(choice))) element.setAttribute(name, value);
  return element;
}

async function copy(): Promise<void> {
  const copied = await copyText(byId("snippet").textContent ?? "");
  byId("copied").textContent = copied ? "已复制" : "没能复制，请选中代码后复制";
}

async function listRegions(): Promise<void> {
  const response = await fetch("/api/widget?site=playground").catch(() => null);
  if (!response?.ok) return;
  const { regions } = (await response.json()) as { regions: { code: string; name: string }[] };
  const select = form.elements.namedItem("region") as HTMLSelectElement;
  select.append(...regions.map(({ code, name }) => new Option(name, code)));
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
byId("copy").addEventListener("click", () => void copy());
show();
void listRegions();
