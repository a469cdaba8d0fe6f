/**
 * The language of what the course shows: English, or Korean with COURSE_LANG=ko and in the folder notebooks/ko.
 *
 * The English text is the key. assets/ko/messages/*.json hold the Korean of each, as `{ "English": "Korean" }`. A key may
 * have holes, `{0}`, `{1}`, for what changes: "`{0}` has the shape {1}". The same holes stand in the Korean text, which
 * may ask for the particle that fits the value: `{0:은}` is the value with 은 or 는. A value may be a text with a key of its
 * own. Texts are translated where they are shown (verdicts, figures, commands), so the code that makes them stays plain
 * English. This file also runs in browsers, so it imports nothing.
 */

export type Language = "en" | "ko";

/** English texts with their Korean ones. */
export type Messages = Readonly<Record<string, string>>;

interface Dictionary {
  readonly exact: ReadonlyMap<string, string>;
  /** those with the most fixed letters first, so that a special text is found before a general one */
  readonly patterns: readonly {
    readonly pattern: RegExp;
    /** What a text begins and ends with; quicker to compare than the pattern. */
    readonly begin: string;
    readonly end: string;
    readonly holes: readonly number[];
    readonly korean: string;
    /** Only numbers are values, see LEAST_LETTERS. */
    readonly onlyNumbers: boolean;
  }[];
}

/**
 * A key with fewer letters than this, such as "token {0}", takes only numbers as values ("3", "1.2 GB", "2 min 3"), unless it
 * quotes code. Otherwise it would match other texts by chance: "token ids", or "0.1 s  const s" for "{0} s".
 */
const LEAST_LETTERS = 7;

let chosen: Language | undefined;
let dictionary: Dictionary | undefined;
const missing = new Set<string>();

/** The language that is shown now. */
export function language(): Language {
  return chosen ??= languageOf(globalThis.Deno?.env.get("COURSE_LANG"));
}

/**
 * The language that COURSE_LANG names: "ko", "ko_KR.UTF-8", "en". Where it names none, a program whose current folder is
 * notebooks/ko shows Korean: the kernel of a Korean notebook, however it was opened.
 */
export function languageOf(setting: string | undefined, folder?: string): Language {
  if (setting) return setting.toLowerCase().startsWith("ko") ? "ko" : "en";
  if (!globalThis.Deno) return "en";
  const korean = decodeURIComponent(new URL("../notebooks/ko", import.meta.url).pathname);
  return (folder ?? Deno.cwd()) === korean ? "ko" : "en";
}

/**
 * Changes the language of this process, for example for an export of both.
 *
 * @param messages default: those in assets/ko/messages; a page in a browser cannot read files, so it passes its own
 */
export function setLanguage(language: Language, messages?: Messages): void {
  chosen = language;
  if (messages !== undefined) dictionary = makeDictionary(messages);
}

/** Calls `make` with another language, as an export of both does. Not for work that runs at the same time. */
export async function withLanguage<T>(other: Language, make: () => T | Promise<T>): Promise<T> {
  const before = language();
  chosen = other;
  try {
    return await make();
  } finally {
    chosen = before;
  }
}

/**
 * A text in the language that is shown now. A text without a translation stays English, and `untranslated()` lists it; the
 * file that COURSE_UNTRANSLATED names lists it too, as JSON, one text a line.
 *
 * @param text the English text with its values: "after 3 steps"
 */
export function translate(text: string): string;
export function translate(text: string | undefined): string | undefined;
export function translate(text: string | undefined): string | undefined {
  if (language() === "en" || text === undefined || !/\p{L}/u.test(text)) return text;
  dictionary ??= makeDictionary(readMessages());
  const found = lookUp(text, dictionary);
  if (found === undefined && !/[가-힣]/.test(text)) noteMissing(text);
  return found ?? text;
}

/** A text of several lines, each translated by itself unless the whole text is a key. Indentation stays. */
export function translateLines(text: string): string {
  if (language() === "en") return text;
  dictionary ??= makeDictionary(readMessages());
  return dictionary.exact.get(text) ??
    text.split("\n").map((line) => {
      const [, indentation, words] = line.match(/^(\s*)(.*)$/)!;
      return indentation + translate(words);
    }).join("\n");
}

/** Texts by name, each translated: the words of a figure whose script runs in a page. */
export function translateWords<Name extends string>(
  words: Readonly<Record<Name, string>>,
): Record<Name, string> {
  return Object.fromEntries(
    Object.entries<string>(words).map(([name, text]) => [name, translate(text)]),
  ) as Record<Name, string>;
}

function noteMissing(text: string): void {
  if (missing.has(text)) return;
  missing.add(text);
  const list = globalThis.Deno?.env.get("COURSE_UNTRANSLATED");
  if (list) Deno.writeTextFileSync(list, JSON.stringify(text) + "\n", { append: true });
}

/** The texts that `translate()` was given and that have no translation. */
export function untranslated(): string[] {
  return [...missing];
}

/**
 * All messages of assets/ko/messages.
 *
 * @throws {Error} when a file is no table of texts, when two files hold the same key, or when holes differ
 */
export function readMessages(
  folder: string | URL = new URL("../assets/ko/messages", import.meta.url),
): Messages {
  const messages: Record<string, string> = {};
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".json"))
    .sort();
  for (const name of files) {
    const table = JSON.parse(Deno.readTextFileSync(pathOf(folder, name))) as Record<string, unknown>;
    for (const [english, korean] of Object.entries(table)) {
      if (typeof korean !== "string" || korean.trim() === "") {
        throw new Error(
          `${folder}/${name}: "${english}" has no Korean text; found ${JSON.stringify(korean)}`,
        );
      }
      if (Object.hasOwn(messages, english) && messages[english] !== korean) {
        throw new Error(
          `${folder}/${name}: "${english}" stands in another file with another translation; keep one`,
        );
      }
      const known = new Set(holesOf(english)), unknown = holesOf(korean).find((hole) => !known.has(hole));
      if (unknown !== undefined) {
        throw new Error(`${folder}/${name}: "${korean}" has {${unknown}}, its key does not`);
      }
      messages[english] = korean;
    }
  }
  return messages;
}

const pathOf = (folder: string | URL, name: string) =>
  typeof folder === "string" ? `${folder}/${name}` : new URL(`${folder}/${name}`);

const HOLE = /\{(\d+)(?::([은는이가을를과와으로]+))?\}/g;

const holesOf = (text: string) => [...text.matchAll(HOLE)].map(([, hole]) => Number(hole));

function makeDictionary(messages: Messages): Dictionary {
  const entries = Object.entries(messages);
  const fixedLetters = (text: string) => text.replaceAll(HOLE, "").length;
  const patterns = entries.filter(([english]) => holesOf(english).length > 0)
    .sort(([a], [b]) => fixedLetters(b) - fixedLetters(a))
    .map(([english, korean]) => {
      const source = english.split(HOLE).map((part, i) =>
        i % 3 === 0 ? escapePattern(part) : i % 3 === 1 ? "(.*?)" : ""
      );
      return {
        pattern: new RegExp(`^${source.join("")}$`, "su"),
        begin: english.slice(0, english.search(HOLE)),
        end: english.slice(english.lastIndexOf("}") + 1),
        holes: holesOf(english),
        korean,
        onlyNumbers: !english.includes("`") &&
          (english.replaceAll(HOLE, "").match(/\p{L}/gu) ?? []).length < LEAST_LETTERS,
      };
    });
  return { exact: new Map(entries), patterns };
}

const escapePattern = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/**
 * The Korean of a text. Where the whole text has no key, its lines may have keys, for example an error and the place of its
 * cause. A text that begins with a name and a colon may have a key for the rest, and one for the name if it has several words.
 */
function lookUp(text: string, dictionary: Dictionary): string | undefined {
  const found = lookUpWhole(text, dictionary);
  if (found !== undefined) return found;
  if (text.includes("\n")) {
    const lines = text.split("\n"), korean = lines.map((line) => lookUp(line, dictionary));
    return korean.some((line) => line !== undefined)
      ? korean.map((line, i) => line ?? lines[i]).join("\n")
      : undefined;
  }
  const [, name, rest] = text.match(/^([^:]+): (.+)$/) ?? [];
  const translated = rest?.includes(" ") ? lookUp(rest, dictionary) : undefined;
  return translated && `${ofSeveralWords(name, dictionary)}: ${translated}`;
}

/** Whether a value is a number, with at most two units or names behind its digits. */
const isNumber = (value: string) =>
  !/^[^\d]*\p{L}/u.test(value) && (value.match(/\p{L}+/gu) ?? []).length <= 2;

function lookUpWhole(text: string, dictionary: Dictionary): string | undefined {
  const whole = dictionary.exact.get(text);
  if (whole !== undefined) return whole;
  for (const one of dictionary.patterns) {
    if (!text.startsWith(one.begin) || !text.endsWith(one.end)) continue;
    const match = text.match(one.pattern);
    if (match === null) continue;
    if (one.onlyNumbers && !match.slice(1).every(isNumber)) continue;
    const { holes, korean } = one;
    const values = new Map(holes.map((hole, i) => [hole, ofSeveralWords(match[i + 1], dictionary)]));
    return korean.replaceAll(HOLE, (_, hole, particle) => withParticle(values.get(Number(hole))!, particle));
  }
  return undefined;
}

/**
 * A value or a table's cell: it may be a text with a key, "an array" in "`f(x)` gives an array". A single word is data, such
 * as the token "money", and stays.
 */
function ofSeveralWords(text: string, dictionary: Dictionary): string {
  if (!text.trim().includes(" ")) return text;
  return lookUpList(text, dictionary) ?? lookUp(text, dictionary) ?? text;
}

/**
 * Translates a list part by part, such as "nLayer: wanted 1, found 4; nEmbd: wanted 64, found 96". Looked up as one text,
 * it fits the key "{0}: wanted {1}, found {2}", and all parts after the first stay English inside {2}.
 *
 * @returns undefined if a part has no key
 */
function lookUpList(text: string, dictionary: Dictionary): string | undefined {
  const parts = text.split("; ");
  if (parts.length === 1 || dictionary.exact.has(text)) return undefined;
  const korean = parts.map((part) => lookUp(part, dictionary));
  return korean.every((part) => part !== undefined) ? korean.join("; ") : undefined;
}

/** A text that may be data, as in a table's cell: translated if it has several words and a key. */
export function translateData(text: string): string {
  if (language() === "en") return text;
  return ofSeveralWords(text, dictionary ??= makeDictionary(readMessages()));
}

/** Particles by the last sound before them: after a consonant, after a vowel. */
const PARTICLES = [["은", "는"], ["이", "가"], ["을", "를"], ["과", "와"], ["으로", "로"]] as const;
/** The final consonants of 영 일 이 삼 사 오 육 칠 팔 구: "" is none, "ㄹ" takes 로. */
const DIGIT_ENDS = ["ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""];

/**
 * A value with the particle that fits its last sound: "3" and 은 give "3은", "2" and 은 give "2는". Where the sound is
 * unknown, as after code or a Latin letter, both are written: "x은(는)".
 */
export function withParticle(value: string, particle: string | undefined): string {
  if (particle === undefined) return value;
  const [closed, open] = PARTICLES.find((pair) => (pair as readonly string[]).includes(particle))!;
  const last = value.match(/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u)?.[0] ?? "";
  let end: string | undefined;
  if (/[가-힣]/.test(last)) {
    end =
      ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"][(last.charCodeAt(0) - 0xac00) % 28];
  } else if (/[0-9]/.test(last)) end = DIGIT_ENDS[Number(last)];
  if (end === undefined) return `${value}${closed}(${open})`;
  return value + (end === "" || (closed === "으로" && end === "ㄹ") ? open : closed);
}
