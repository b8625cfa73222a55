/** Put in front of the built pages, it answers for the service: they can be looked at, and checked, without one. */
import { FakeService } from "./service";

declare global {
  interface Window {
    fake: FakeService;
  }
}

const ENTRIES = 137;
window.fake = new FakeService(ENTRIES);
window.fetch = (input, init) => window.fake.fetch(String(input), init);
