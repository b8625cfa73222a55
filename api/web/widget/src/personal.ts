const LONG_NUMBER = /\d(?:[\s-]?\d){6,}/;
const ADDRESS = /\S@\S/;

/** Whether a text may tell who somebody is: numbers as long as a telephone's, mail addresses. Widths are folded first. */
export function looksPersonal(text: string): boolean {
  const folded = text.normalize("NFKC");
  return LONG_NUMBER.test(folded) || ADDRESS.test(folded);
}
