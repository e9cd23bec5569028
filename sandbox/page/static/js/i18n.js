// The page's own words in English and German, and the choice of the language.

import { session } from "./session.js";
import { ENGLISH } from "./texts/en.js";
import { GERMAN } from "./texts/de.js";

const TEXTS = { en: ENGLISH, de: GERMAN };
const STORED = "taktgeber.language";

/** The text of a key with its `{names}` filled in. */
export function t(key, values = {}) {
  const text = TEXTS[session.language][key] ?? ENGLISH[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The language that was chosen in this browser, else the one of the person's locale. */
export function languageFor(person) {
  const chosen = window.localStorage.getItem(STORED);
  if (chosen in TEXTS) return chosen;
  return person.locale.toLowerCase().startsWith("de") ? "de" : "en";
}

export function chooseLanguage(language) {
  window.localStorage.setItem(STORED, language);
}

export const LANGUAGES = Object.keys(TEXTS);
