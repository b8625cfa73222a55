import { afterEach, describe, expect, it } from "vitest";
import { createMemoryHistory, createRouter, RouterView } from "vue-router";
import { defineComponent, h } from "vue";

import { useLeaveGuard } from "../../console/src/composables/useLeaveGuard";
import { mount, type Mounted } from "./mounting";

let page: Mounted | null = null;
afterEach(() => page?.unmount());

/** A page with unsaved work, and where one is after trying to leave for a place. */
async function leaving(kept: boolean, place: string): Promise<string> {
  const Desk = defineComponent({
    setup() {
      useLeaveGuard(() => true, { kept });
      return () => h("p");
    },
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: "/", component: Desk },
      { path: "/:other", component: { render: () => h("p") } },
    ],
  });
  await router.push("/");
  page = mount(RouterView, {}, [router]);
  await router.isReady();
  await new Promise((resolve) => setTimeout(resolve));
  await router.push(place);
  return router.currentRoute.value.path;
}

describe("leaving unsaved work", () => {
  it.each([
    [true, "/home", "/"],
    [true, "/sign-in?ended=1", "/sign-in"],
    [false, "/sign-in?ended=1", "/"],
  ])("that is kept: %s, for %s leads to %s", async (kept, place, where) => {
    expect(await leaving(kept, place)).toBe(where);
  });
});
