import { onBeforeUnmount, onMounted } from "vue";

interface ResultActions {
  count: () => number;
  toggle: (index: number) => void;
  copy: (index: number) => unknown;
}

const SEARCH_BOX = "#query";
const RESULT = "[data-result]";

/** The keys of the operator's desk: `/` to the box, ↑↓ through the results, Enter opens one, c copies it. */
export function useResultKeys({ count, toggle, copy }: ResultActions): { reset: () => void } {
  let current = -1;

  function move(step: number): void {
    current = Math.max(0, Math.min(count() - 1, current + step));
    document.querySelectorAll<HTMLElement>(RESULT)[current]?.focus();
  }

  function focused(): number {
    return [...document.querySelectorAll(RESULT)].findIndex((result) => result === document.activeElement);
  }

  const actions: Record<string, () => void> = {
    "/": () => document.querySelector<HTMLInputElement>(SEARCH_BOX)?.select(),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => toggle(focused()),
    c: () => copy(focused()),
  };

  function onKey(event: KeyboardEvent): void {
    const action = actions[event.key];
    if (!action || !isFree(event)) return;
    current = focused();
    if ((event.key === "Enter" || event.key === "c") && current < 0) return;
    event.preventDefault();
    action();
  }

  onMounted(() => document.addEventListener("keydown", onKey));
  onBeforeUnmount(() => document.removeEventListener("keydown", onKey));
  return { reset: () => (current = -1) };
}

/** Keys belong to the field being typed in, except that ↓ leaves the box for the results. */
function isFree(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.matches(SEARCH_BOX)) return event.key === "ArrowDown";
  return !target?.matches("input, textarea, select, summary, [contenteditable]");
}
