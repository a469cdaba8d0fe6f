/**
 * The grader as a reward: a number that a program computes, so nobody has to judge the answers.
 *
 * `sparse` is 1 for an answer that is right in all parts. `byLevel` adds a third for each of the grader's levels: the
 * answer can be read and its tickets are valid, the counts are right, the rate is right.
 */
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
  const { ok, errors } = gradeAnswer(purchase, text, ASCENDING);
  if (ok) return 1;
  if (errors.some((error) => isFormatError(error) || error === "error_line_mismatch")) return 0;
  return (3 - errors.length) / 3;
};

/** As in `measureLotto`: a ticket must be in ascending order. */
const ASCENDING = { ascending: true };
