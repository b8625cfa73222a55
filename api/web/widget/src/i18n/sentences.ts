import type { zhCN } from "./zh-CN";

export type Key = keyof typeof zhCN;

/** Every sentence, in one language. */
export type Sentences = Record<Key, string>;

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** The values that a sentence has places for: `{count}` in the Chinese text asks for `count`. */
export type Values<K extends Key> = [Names<(typeof zhCN)[K]>] extends [never]
  ? []
  : [values: Record<Names<(typeof zhCN)[K]>, string | number>];

/** Say a sentence. */
export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;

/** Put the values into the places of a sentence. */
export function filled(sentence: string, values: Record<string, string | number> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
