/**
 * Two levels of polite Korean: 해요체, in which the textbook answers, and the formal 합니다체 of announcements and news.
 *
 * The textbook's answers have four endings, so a rule can rewrite each of them, and a rule can tell the two styles apart.
 */

/** Endings in 해요체 and the same in 합니다체. 살아요 (lives) and 사요 (buys) have the same formal form. */
const ENDINGS: readonly (readonly [polite: string, formal: string])[] = [
  ["이에요", "입니다"],
  ["예요", "입니다"],
  ["살아요", "삽니다"],
  ["사요", "삽니다"],
  ["남아요", "남습니다"],
];

/**
 * An answer of the textbook in 합니다체: only its ending changes.
 *
 * @throws {RangeError} when the answer has none of the textbook's endings
 * @example
 * ```ts
 * import { toFormal } from "lib/notebook";
 * import assert from "node:assert/strict";
 * assert.equal(toFormal("민지의 직업은 수의사예요."), "민지의 직업은 수의사입니다.");
 * assert.equal(toFormal("사과 다섯 개에서 두 개를 빼면 세 개가 남아요."), "사과 다섯 개에서 두 개를 빼면 세 개가 남습니다.");
 * ```
 */
export function toFormal(answer: string): string {
  for (const [polite, formal] of ENDINGS) {
    if (answer.endsWith(`${polite}.`)) return `${answer.slice(0, -polite.length - 1)}${formal}.`;
  }
  throw new RangeError(
    `rewriting "${answer}" in 합니다체: it should end in one of ${
      ENDINGS.map(([polite]) => polite).join(", ")
    } and a full stop`,
  );
}

/** Whether a text ends as a sentence in 합니다체 does. */
export function isFormal(text: string): boolean {
  return text.trimEnd().endsWith("니다.");
}
