/**
 * The texts of the pages on which models run, in the language of the page: while the site is exported, the language that is
 * shown (lib/language.ts); in a browser, the one that the page names.
 */
import { language } from "../../../language.ts";
import { ENGLISH } from "./texts_english.ts";
import { KOREAN } from "./texts_korean.ts";

function current(): typeof ENGLISH {
  const lang = globalThis.document?.documentElement.lang ?? language();
  return lang === "ko" ? KOREAN : ENGLISH;
}

/** Read at each use, so that an export can make the pages of both languages. */
export const TEXTS: Readonly<typeof ENGLISH> = {
  get menu() {
    return current().menu;
  },
  get shared() {
    return current().shared;
  },
  get lotto() {
    return current().lotto;
  },
  get tokenizer() {
    return current().tokenizer;
  },
  get attention() {
    return current().attention;
  },
  get writer() {
    return current().writer;
  },
  get learner() {
    return current().learner;
  },
};
