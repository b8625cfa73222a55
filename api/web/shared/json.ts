/** What JSON can hold; `undefined` fields are left out. */
type Json = string | number | boolean | null | undefined | readonly Json[] | { [key: string]: Json };

/**
 * Write a value as JSON, by its own fields only. Old scripts of a host page give arrays and objects a `toJSON`
 * (Prototype.js does), which `JSON.stringify` would follow; of plain strings and numbers it does not ask for one.
 */
export function toJson(value: unknown): string {
  return written(value as Json);
}

function written(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (isList(value)) return `[${joined(value.length, (index) => written(value[index]))}]`;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${joined(keys.length, (index) => field(value, keys[index] ?? ""))}}`;
}

function field(value: Record<string, Json>, key: string): string {
  return `${JSON.stringify(key)}:${written(value[key])}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function joined(count: number, part: (index: number) => string): string {
  let text = "";
  for (let index = 0; index < count; index++) text += (index ? "," : "") + part(index);
  return text;
}
