import { onBeforeUnmount, onMounted } from "vue";

export interface Shortcut {
  /** `event.key`, with `Ctrl+` before it where it is held (or ⌘), and `Shift+` with Ctrl. */
  keys: string[];
  label: string;
  run: () => unknown;
  /** Also while a field is being typed in. */
  inFields?: boolean;
}

/** The keys of a page, as long as it is shown; none while a dialog is open. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  function onKey(event: KeyboardEvent): void {
    const shortcut = shortcuts.find(({ keys }) => keys.includes(nameOf(event)));
    if (!shortcut || !isFree(event, shortcut.inFields ?? false)) return;
    event.preventDefault();
    shortcut.run();
  }

  onMounted(() => document.addEventListener("keydown", onKey));
  onBeforeUnmount(() => document.removeEventListener("keydown", onKey));
}

export function nameOf(event: KeyboardEvent): string {
  const held = event.ctrlKey || event.metaKey;
  if (!held) return event.altKey ? `Alt+${event.key}` : event.key;
  return `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

function isFree(event: KeyboardEvent, inFields: boolean): boolean {
  if (event.isComposing || event.defaultPrevented) return false;
  if (isDialogOpen()) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (inFields) return true;
  if (event.key === "Enter" && target?.closest("a, button, summary")) return false;
  return !target?.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

/** One that is fading away is no longer open: who works with keys is quicker than it fades. */
function isDialogOpen(): boolean {
  const layers = [...document.querySelectorAll<HTMLElement>(".el-overlay")];
  return layers.some((layer) => layer.style.display !== "none" && !layer.matches("[class*=-leave-active]"));
}
