/**
 * Korean particles and endings that depend on the sound before them.
 *
 * A template has both forms, the one after a final consonant first ("{town}은/는"); this file chooses the right one.
 * "으로/로" has a third case: after a final ㄹ it is "로" as after a vowel ("서울로").
 */

/** After a final consonant / after a vowel, longest first so that "이라고/라고" is not read as "이/…". */
const pairs = [
  "이었어요/였어요",
  "이거든요/거든요",
  "이라면/라면",
  "이라고/라고",
  "이라는/라는",
  "이에요/예요",
  "이지요/지요",
  "이군요/군요",
  "이네요/네요",
  "으로/로",
  "이지만/지만",
  "이니까/니까",
  "이한테/한테",
  "이고/고",
  "이면/면",
  "이랑/랑",
  "이나/나",
  "이야/야",
  "이죠/죠",
  "이지/지",
  "이니/니",
  "이는/는",
  "이가/가",
  "이네/네",
  "은/는",
  "이/가",
  "을/를",
  "과/와",
] as const;

const written = new RegExp(`(.?)(['’”")]*)(${pairs.join("|")})`, "gu");
const firstSyllable = 0xac00; // 가
const lastSyllable = 0xd7a3; // 힣
const finalsPerVowel = 28;
const finalRieul = 8; // ㄹ among the 28 finals, of which 0 is none

/** Finals of the digits as they are spoken: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const digitFinals = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0];

/**
 * The final consonant of a syllable or digit: 0 for none, otherwise its number in Unicode's order (8 is ㄹ).
 *
 * @throws {RangeError} when the character is neither
 * @example
 * ```ts
 * import { finalConsonant } from "./particles.ts";
 * import assert from "node:assert/strict";
 * assert.equal(finalConsonant("나"), 0);
 * assert.equal(finalConsonant("달"), 8);
 * assert.ok(finalConsonant("밥") > 0);
 * ```
 */
export function finalConsonant(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= firstSyllable && code <= lastSyllable) return (code - firstSyllable) % finalsPerVowel;
  if (/^[0-9]$/.test(character)) return digitFinals[Number(character)];
  throw new RangeError(
    `choosing a particle: expected a Hangul syllable or a digit before it, got ${JSON.stringify(character)}`,
  );
}

/**
 * Chooses the form of each "은/는", "으로/로" … that fits the word before it; quotes in between are ignored. After a slot
 * that is not filled yet, "{town}은/는", both forms stay.
 *
 * @throws {RangeError} when a pair comes after something that is not a syllable
 * @example
 * ```ts
 * import { chooseParticles } from "./particles.ts";
 * import assert from "node:assert/strict";
 * assert.equal(chooseParticles("서준은/는 달빛골으로/로 가요."), "서준은 달빛골로 가요.");
 * assert.equal(chooseParticles("민지은/는 은하시으로/로 가요."), "민지는 은하시로 가요.");
 * ```
 */
export function chooseParticles(text: string): string {
  return text.replace(written, (_, before: string, quotes = "", pair: string) => {
    if (before === "}") return before + quotes + pair;
    const final = finalConsonant(before);
    const [afterConsonant, afterVowel] = pair.split("/");
    const asVowel = final === 0 || (pair === "으로/로" && final === finalRieul);
    return before + quotes + (asVowel ? afterVowel : afterConsonant);
  });
}
