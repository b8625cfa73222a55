import { createApp, h, type Component } from "vue";
import { vi } from "vitest";

export interface Mounted {
  root: HTMLElement;
  /** The first element with this `data-testid`; fails where there is none. */
  find: (testid: string) => HTMLElement;
  all: (testid: string) => HTMLElement[];
  text: () => string;
  unmount: () => void;
}

type Plugins = Parameters<ReturnType<typeof createApp>["use"]>[0][];
/** Any component, those with a type of row too, which Vue types as functions. */
type Mountable = Component | ((...rest: never[]) => unknown);

/** Put a component into the page. Dialogs are looked for too: they stand beside it, not inside. */
export function mount(component: Mountable, props: Record<string, unknown> = {}, plugins: Plugins = []): Mounted {
  const root = document.body.appendChild(document.createElement("div"));
  const app = createApp({ render: () => h(component as Component, props) });
  for (const plugin of plugins) app.use(plugin);
  app.mount(root);
  const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
  return {
    root,
    all,
    find(testid) {
      const [first] = all(testid);
      if (!first) throw new Error(`nothing is called ${testid} in: ${document.body.innerHTML.slice(0, 3000)}`);
      return first;
    },
    text: () => document.body.textContent ?? "",
    unmount() {
      app.unmount();
      document.body.replaceChildren();
    },
  };
}

/** Type into a field, as a person does: the value and the event. */
export function type(field: Element | null, value: string): void {
  const box = field?.matches("input, textarea, select") ? field : field?.querySelector("input, textarea, select");
  if (!box) throw new Error("there is no field to type into");
  (box as HTMLInputElement).value = value;
  box.dispatchEvent(new Event(box.matches("select") ? "change" : "input", { bubbles: true }));
}

export async function until(check: () => unknown): Promise<void> {
  await vi.waitFor(() => {
    if (!check()) throw new Error(`still not so: ${check}`);
  });
}
