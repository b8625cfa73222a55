/** The words of a pasted or typed list: one a line, without blanks, doubles, and what is too long to be one. */
export function wordsIn(text: string, longest: number): string[] {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim().slice(0, longest));
  return [...new Set(lines.filter(Boolean))];
}
