/** A field of a content by its path, as the service writes it: `questions.1.conclusion`, `clauses[3].text`. */
function steps(path: string): string[] {
  return path.split(/[.[\]/]+/).filter(Boolean);
}

type Branch = Record<string, unknown>;

export function valueAt(content: object, path: string): unknown {
  return steps(path).reduce<unknown>((value, step) => (isBranch(value) ? value[step] : undefined), content);
}

/** Set a field in place; false where the content has no such place any more. */
export function setAt(content: object, path: string, value: unknown): boolean {
  const parts = steps(path);
  const last = parts.pop();
  const branch = parts.length ? valueAt(content, parts.join(".")) : content;
  if (last === undefined || !isBranch(branch)) return false;
  branch[last] = value;
  return true;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null;
}
