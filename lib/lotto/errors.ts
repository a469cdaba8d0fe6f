/**
 * Purchases that the machine refuses, and the line it prints for each.
 *
 * The blog left them out of its data ("exception cases can be added later"). The exercise behind the blog asks for a
 * line that begins with [ERROR]; the wording after it is ours. Only the first error is reported, in the order in which
 * the user types.
 */
import { isLottoNumber, NUMBERS_PER_TICKET, type Purchase, TICKET_PRICE } from "./rules.ts";

/** The line for each error, as the machine prints it, in the order in which it checks. */
export const ERROR_LINES = {
  moneyNotPositive: "[ERROR] 구입금액은 0원보다 커야 합니다.", // the amount must be above 0 won
  moneyNotThousands: "[ERROR] 구입금액은 1000원 단위여야 합니다.", // … in thousands of won
  winningNotSix: "[ERROR] 당첨번호는 6개여야 합니다.", // there must be six winning numbers
  winningOutOfRange: "[ERROR] 당첨번호는 1부터 45까지의 숫자여야 합니다.", // … numbers from 1 to 45
  winningRepeated: "[ERROR] 당첨번호는 서로 달라야 합니다.", // … different from one another
  bonusOutOfRange: "[ERROR] 보너스번호는 1부터 45까지의 숫자여야 합니다.", // the bonus number must be from 1 to 45
  bonusIsWinning: "[ERROR] 보너스번호는 당첨번호와 달라야 합니다.", // … different from the winning numbers
} as const;
export type PurchaseError = keyof typeof ERROR_LINES;
export const PURCHASE_ERRORS = Object.keys(ERROR_LINES) as readonly PurchaseError[];

/** What the machine prints for an invalid purchase. */
export interface LottoFailure {
  readonly error: PurchaseError;
}

/**
 * Returns what is wrong with a purchase, or null.
 *
 * @example
 * ```ts
 * import { checkPurchase } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const good = { money: 8000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * assert.equal(checkPurchase(good), null);
 * assert.equal(checkPurchase({ ...good, money: 8500 }), "moneyNotThousands");
 * assert.equal(checkPurchase({ ...good, winning: [1, 2, 3, 4, 5, 46] }), "winningOutOfRange");
 * ```
 */
export function checkPurchase(purchase: Purchase): PurchaseError | null {
  const { money, winning, bonus } = purchase;
  if (!(money > 0)) return "moneyNotPositive";
  if (money % TICKET_PRICE !== 0) return "moneyNotThousands";
  if (winning.length !== NUMBERS_PER_TICKET) return "winningNotSix";
  if (!winning.every(isLottoNumber)) return "winningOutOfRange";
  if (new Set(winning).size !== winning.length) return "winningRepeated";
  if (!isLottoNumber(bonus)) return "bonusOutOfRange";
  if (winning.includes(bonus)) return "bonusIsWinning";
  return null;
}
