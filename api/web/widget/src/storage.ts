import { read, write } from "../../shared/storage";
import { isLanguage, type Language } from "./i18n/language";

const PREFERENCES = "yihaoda:preferences";

/** What is remembered on this device. */
export interface Preferences {
  elder: boolean;
  region: string;
  /** The language chosen in the widget, empty while none was. */
  language: Language | "";
}

export function loadPreferences(): Preferences {
  const { elder, region, language } = read<Partial<Record<keyof Preferences, unknown>>>("localStorage", PREFERENCES) ?? {};
  return {
    elder: elder === true,
    region: typeof region === "string" ? region : "",
    language: isLanguage(language) ? language : "",
  };
}

export function savePreferences(preferences: Preferences): void {
  write("localStorage", PREFERENCES, preferences);
}
