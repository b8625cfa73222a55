import { onBeforeUnmount, onMounted } from "vue";

import type { DeskEvents } from "../contracts/desk";
import { onDesk } from "../live/desk-feed";

type Handlers = { [Name in keyof DeskEvents]?: (data: DeskEvents[Name]) => void };

/** Hear of what happens at the desk as long as the component is shown. */
export function useDeskEvents(handlers: Handlers): void {
  const ends: (() => void)[] = [];
  const hear = <Name extends keyof DeskEvents>(name: Name): void => {
    const handler = handlers[name];
    if (handler) ends.push(onDesk(name, handler));
  };

  onMounted(() => (Object.keys(handlers) as (keyof DeskEvents)[]).forEach(hear));
  onBeforeUnmount(() => ends.forEach((end) => end()));
}
