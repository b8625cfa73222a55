import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

/** The time, in milliseconds, as it goes on. */
export function useNow(every = 1_000): Ref<number> {
  const now = ref(Date.now());
  let timer = 0;
  onMounted(() => (timer = window.setInterval(() => (now.value = Date.now()), every)));
  onBeforeUnmount(() => window.clearInterval(timer));
  return now;
}
