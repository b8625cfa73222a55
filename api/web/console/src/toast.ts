import { reactive } from "vue";

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "failed";
  undo: (() => Promise<void>) | null;
}

const DONE_MS = 8_000;
const FAILED_MS = 15_000;

/** What was just done, told at the edge of the page; the latest last. */
export const toasts = reactive<Toast[]>([]);
let next = 0;

/** Tell that something was done; `undo` is offered as long as the line stands there. */
export function tell(text: string, undo: Toast["undo"] = null): void {
  add({ id: next++, text, kind: "done", undo }, DONE_MS);
}

export function tellFailure(text: string): void {
  add({ id: next++, text, kind: "failed", undo: null }, FAILED_MS);
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id);
  if (index >= 0) toasts.splice(index, 1);
}

function add(toast: Toast, milliseconds: number): void {
  toasts.push(toast);
  window.setTimeout(() => dismiss(toast.id), milliseconds);
}
