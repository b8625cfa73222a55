import type { Content } from "../contracts/content";

/** A copy of its own. What a form holds is watched by Vue, which `structuredClone` refuses to copy. */
export function copyOf(content: Content): Content {
  return JSON.parse(JSON.stringify(content)) as Content;
}
