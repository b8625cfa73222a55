import { onBeforeUnmount, watch, type Ref } from "vue";

/** Two panes of which each has elements marked `data-line`: where one is scrolled to, the other follows. */
export function useLinkedScroll(left: Ref<HTMLElement | null>, right: Ref<HTMLElement | null>): void {
  let leader: HTMLElement | null = null;
  const lead = (event: Event): void => {
    leader = event.currentTarget as HTMLElement;
  };
  const follow = (event: Event): void => {
    const pane = event.currentTarget as HTMLElement;
    const other = pane === left.value ? right.value : left.value;
    if (pane === leader && other) scrollToLine(other, topLine(pane));
  };

  function toggle(pane: HTMLElement | null, on: boolean): void {
    const change = on ? "addEventListener" : "removeEventListener";
    for (const name of ["pointerenter", "focusin", "wheel", "touchstart"]) pane?.[change](name, lead, { passive: true });
    pane?.[change]("scroll", follow, { passive: true });
  }

  watch([left, right], (panes, before) => {
    for (const pane of before) toggle(pane ?? null, false);
    for (const pane of panes) toggle(pane, true);
  });
  onBeforeUnmount(() => [left.value, right.value].forEach((pane) => toggle(pane, false)));
}

/** Bring the last element that begins at or before the line to the top of the pane. */
export function scrollToLine(pane: HTMLElement, line: number): void {
  const target = lastAtOrBefore(marked(pane), line);
  if (target) pane.scrollTop += target.getBoundingClientRect().top - visibleTop(pane);
}

/** Of elements in the order of their lines, the last that does not begin after the line; the first where all do. */
export function lastAtOrBefore(elements: readonly HTMLElement[], line: number): HTMLElement | undefined {
  return elements.findLast((element) => Number(element.dataset.line) <= line) ?? elements[0];
}

function topLine(pane: HTMLElement): number {
  const top = visibleTop(pane);
  const first = marked(pane).find((element) => element.getBoundingClientRect().bottom > top + 1);
  return Number(first?.dataset.line ?? 0);
}

/** Where text begins to be seen: below the heading that stays in its place. */
function visibleTop(pane: HTMLElement): number {
  return pane.getBoundingClientRect().top + (pane.querySelector<HTMLElement>("h3")?.offsetHeight ?? 0);
}

function marked(pane: HTMLElement): HTMLElement[] {
  return [...pane.querySelectorAll<HTMLElement>("[data-line]")];
}
