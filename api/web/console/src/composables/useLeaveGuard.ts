import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRouter, type RouteLocationNormalized } from "vue-router";

export interface LeaveGuard {
  asking: Ref<boolean>;
  /** Leave for where the person was going. */
  leave: () => Promise<void>;
}

/**
 * Asks before unsaved work is left, within the console and when the window is closed. Where the work is `kept` and
 * offered again, nobody is asked when the session has ended: there is nothing to do but to sign in.
 */
export function useLeaveGuard(isUnsaved: () => boolean, { kept = false } = {}): LeaveGuard {
  const router = useRouter();
  const asking = ref(false);
  let target = "";
  let agreed = false;

  function guard(to: RouteLocationNormalized): boolean {
    if (agreed || !isUnsaved() || (kept && to.query.ended)) return true;
    target = to.fullPath;
    asking.value = true;
    return false;
  }

  function onUnload(event: BeforeUnloadEvent): void {
    if (isUnsaved()) event.preventDefault();
  }

  async function leave(): Promise<void> {
    agreed = true;
    await router.push(target);
  }

  onBeforeRouteLeave(guard);
  onBeforeRouteUpdate(guard);
  onMounted(() => window.addEventListener("beforeunload", onUnload));
  onBeforeUnmount(() => window.removeEventListener("beforeunload", onUnload));
  return { asking, leave };
}
