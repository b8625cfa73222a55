import { nextTick, ref, type Ref } from "vue";

import { tell } from "../toast";

export interface Rows {
  /** The row that is unfolded; -1 for none. A hundred open rows would be slow, and nobody reads them at once. */
  open: Ref<number>;
  add: () => void;
  remove: (index: number) => void;
  move: (index: number, step: -1 | 1) => void;
  /** Alt with an arrow moves the row that the keyboard is in. */
  onKey: (event: KeyboardEvent, index: number) => void;
}

/** The rows of a list that is edited one row at a time. `selector` finds the rows in the page, to keep the focus. */
export function useRows<Row>(rows: Ref<Row[]>, blank: () => Row, name: string, selector: string): Rows {
  const open = ref(-1);

  function focus(index: number, within: string): void {
    void nextTick(() => document.querySelectorAll(selector)[index]?.querySelector<HTMLElement>(within)?.focus());
  }

  function add(): void {
    const index = rows.value.length;
    rows.value = [...rows.value, blank()];
    open.value = index;
    focus(index, "textarea, input");
  }

  function remove(index: number): void {
    const [gone] = rows.value.slice(index, index + 1);
    rows.value = rows.value.filter((_, at) => at !== index);
    open.value = -1;
    tell(`已删除${name}`, async () => {
      if (gone !== undefined) rows.value = rows.value.toSpliced(index, 0, gone);
    });
  }

  function move(index: number, step: -1 | 1): void {
    const [row] = rows.value.slice(index, index + 1);
    const target = index + step;
    if (row === undefined || target < 0 || target >= rows.value.length) return;
    rows.value = rows.value.toSpliced(index, 1).toSpliced(target, 0, row);
    if (open.value === index) open.value = target;
    focus(target, "summary");
  }

  function onKey(event: KeyboardEvent, index: number): void {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(index, event.key === "ArrowUp" ? -1 : 1);
  }

  return { open, add, remove, move, onKey };
}
