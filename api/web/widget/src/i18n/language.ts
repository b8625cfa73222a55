import { en } from "./en";
import { filled, type Sentences, type Translate } from "./sentences";
import { zhCN } from "./zh-CN";
import { zhHant } from "./zh-Hant";

/** The languages of the interface, as BCP 47 tags. */
export type Language = "zh-CN" | "zh-Hant" | "en";

/** Answers and records stay in the language they were published in, whatever the interface speaks. */
export const RECORD_LANGUAGE = "zh-CN";

const SENTENCES: Record<Language, Sentences> = { "zh-CN": zhCN, "zh-Hant": zhHant, en };

/** Each language, named in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "简体中文", "zh-Hant": "繁體中文", en: "English" };

export function isLanguage(name: unknown): name is Language {
  return typeof name === "string" && Object.hasOwn(SENTENCES, name);
}

/** The first of these wishes (BCP 47 tags, best first) that can be met; simplified Chinese when none can. */
export function bestLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish ? closest(wish.toLowerCase()) : null;
    if (language) return language;
  }
  return "zh-CN";
}

function closest(tag: string): Language | null {
  if (/^zh(-|$)/.test(tag)) return /-(hant|tw|hk|mo)\b/.test(tag) && !tag.includes("-hans") ? "zh-Hant" : "zh-CN";
  return /^en(-|$)/.test(tag) ? "en" : null;
}

/** What says sentences in a language. */
export function translator(language: Language): Translate {
  return (key, ...values) => filled(SENTENCES[language][key], values[0]);
}

/** A day ("2021-01-01") as readers of the language write it. */
export function longDate(iso: string, language: Language): string {
  const day = new Date(`${iso}T00:00:00Z`);
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
