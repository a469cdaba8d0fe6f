/**
 * The grader as a reward: a number that a program computes, so nobody has to judge the answers.
 *
 * The grader has three levels: the answer can be read and its tickets are valid, the counts are right, the rate is right.
 * `sparseReward` is 1 where all are right. `levelReward` adds a third for each. It can be earned without counting: the
 * rate of an answer "all counts 0" is easy, and fits its counts. `orderedReward` counts the rate only after right counts.
 */
import type { ErrorClass } from "./error_classes.ts";
import { gradeAnswer, isFormatError } from "./grade_answer.ts";
import type { Purchase } from "./rules.ts";

/** From 0 (nothing is right) to 1 (all is right). */
export type LottoReward = (purchase: Purchase, text: string) => number;

/** 1 where the whole answer is right, else 0. */
export const sparseReward: LottoReward = (purchase, text) =>
  gradeAnswer(purchase, text, ASCENDING).ok ? 1 : 0;

/**
 * A third for each level: format, counts, rate. The rate is compared with the counts that the answer states.
 *
 * @example
 * ```ts
 * import { levelReward } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const zeros = "티켓수=1\n구매번호:\n[1,2,3,40,41,42]\n3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=0.0%";
 * assert.equal(levelReward(purchase, zeros), 2 / 3); // readable, wrong counts, and the rate that fits them
 * assert.equal(levelReward(purchase, "hello"), 0);
 * ```
 */
export const levelReward: LottoReward = (purchase, text) => {
  const errors = readableErrors(purchase, text);
  return errors ? (3 - errors.length) / 3 : 0;
};

/**
 * A third for each level whose earlier levels are right too. A rate that only fits wrong counts earns nothing.
 *
 * @example
 * ```ts
 * import { orderedReward } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const zeros = "티켓수=1\n구매번호:\n[1,2,3,40,41,42]\n3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=0.0%";
 * assert.equal(orderedReward(purchase, zeros), 1 / 3);
 * assert.equal(orderedReward(purchase, zeros.replace("3개일치=0", "3개일치=1")), 2 / 3);
 * ```
 */
export const orderedReward: LottoReward = (purchase, text) => {
  const errors = readableErrors(purchase, text);
  if (!errors) return 0;
  if (errors.length === 0) return 1;
  return errors.includes("match_stats_mismatch") ? 1 / 3 : 2 / 3;
};

/** The errors of counts and rate; null where the answer cannot be read or its tickets are not valid. */
function readableErrors(purchase: Purchase, text: string): readonly ErrorClass[] | null {
  const { errors } = gradeAnswer(purchase, text, ASCENDING);
  return errors.some((error) => isFormatError(error) || error === "error_line_mismatch") ? null : errors;
}

/** As in `measureLotto`: a ticket must be in ascending order. */
const ASCENDING = { ascending: true };
