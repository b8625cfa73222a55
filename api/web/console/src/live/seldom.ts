/**
 * Does something at most once in a while, however often it is called: at once, and once more at the end of the while
 * where it was called in between. So many events in a row neither flood the service nor put the look off for ever.
 */
export function seldom(act: () => unknown, milliseconds: number): () => void {
  let resting = false;
  let again = false;

  function now(): void {
    resting = true;
    again = false;
    act();
    window.setTimeout(() => {
      resting = false;
      if (again) now();
    }, milliseconds);
  }

  return () => {
    if (resting) again = true;
    else now();
  };
}
