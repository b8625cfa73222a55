/** Names written one after another, as a list without blanks and repeats. */
export function listed(text: string): string[] {
  const names = text.split(/[、，,;；\n]/u).map((name) => name.trim());
  return [...new Set(names.filter(Boolean))];
}
