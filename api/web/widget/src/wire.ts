/** What a delivery needs of the browser: the network and the time. Tests bring their own. */
export interface Wire {
  fetch: typeof fetch;
  isOnline(): boolean;
  /** Wait so many milliseconds, or until the network is back. */
  pause(milliseconds: number): Promise<void>;
  /** A number from 0 up to 1. */
  random(): number;
}

export const BROWSER: Wire = {
  fetch: (input, init) => fetch(input, init),
  isOnline: () => navigator.onLine,
  random: () => Math.random(),
  pause: (milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      function done(): void {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        resolve();
      }
      window.addEventListener("online", done);
    }),
};

const LONGEST_MS = 15_000;
const OFFLINE_MS = 30_000;

/** How long to wait before the next try: doubled each time, a random part of it, so that a crowd does not come back at once. */
export function backOff(tries: number, firstMs: number, random: number): number {
  return Math.min(LONGEST_MS, firstMs * 2 ** tries) * (0.5 + random / 2);
}

/** Wait before the next try; without a network until there is one, and now and then in spite of what the browser believes. */
export function pauseBefore(tries: number, firstMs: number, wire: Wire): Promise<void> {
  return wire.pause(wire.isOnline() ? backOff(tries, firstMs, wire.random()) : OFFLINE_MS);
}
