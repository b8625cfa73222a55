import { vi } from "vitest";

// Pages are fetched when they are opened; here they are at hand, so that no test waits for one.
import "../../console/src/pages/EntriesPage.vue";
import "../../console/src/pages/EntryPage.vue";
import App from "../../console/src/App.vue";
import { forgetDocuments } from "../../console/src/composables/useDocuments";
import { router } from "../../console/src/router";
import { session } from "../../console/src/session";
import { toasts } from "../../console/src/toast";
import { mount, until, type Mounted } from "./mounting";
import { CURATOR } from "./records";
import { FakeService } from "./service";

export interface Desk extends Mounted {
  service: FakeService;
  go: (path: string) => Promise<void>;
}

/** The whole console at an address, over a service in memory. */
export async function openDesk(path: string, service = new FakeService()): Promise<Desk> {
  vi.stubGlobal("fetch", service.fetch);
  session.user = structuredClone(CURATOR) as typeof session.user;
  forgetDocuments();
  toasts.length = 0;
  await router.push("/search");
  await router.push(path);
  const page = mount(App, {}, [router]);
  return { ...page, service, go: async (next) => void (await router.push(next)) };
}

export async function appears(desk: Mounted, testid: string): Promise<HTMLElement> {
  await until(() => desk.all(testid).length > 0);
  return desk.find(testid);
}
