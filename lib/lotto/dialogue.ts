/**
 * The program's original dialogue, as the blog shows it first: inputs and outputs take turns.
 *
 * The user types the money, the program prints tickets; the user types the winning numbers, the program prints the
 * statistics. The blog later reordered this for the GPT (text_format.ts). Amounts have thousands separators here
 * (`5,000원`), so a rate has them too; the blog's own `62.5%` needs none. After a wrong input the program asks again;
 * such dialogues are left out.
 */
import { isFailure } from "./machine.ts";
import { formatRate } from "./rate_of_return.ts";
import { PRIZES, type Rank, RANKS } from "./rules.ts";
import type { Sample } from "./sample.ts";

const ASK_MONEY = "구입금액을 입력해 주세요."; // please enter the amount
const ASK_WINNING = "당첨 번호를 입력해 주세요."; // please enter the winning numbers
const ASK_BONUS = "보너스 번호를 입력해 주세요."; // please enter the bonus number
const BOUGHT = "개를 구매했습니다."; // … bought
const NAMES: Readonly<Record<Rank, string>> = {
  "3": "3개 일치",
  "4": "4개 일치",
  "5": "5개 일치",
  "5b": "5개 일치, 보너스 볼 일치",
  "6": "6개 일치",
};

/**
 * Prints the dialogue of a valid purchase.
 *
 * @throws {RangeError} when the answer is an error
 * @example
 * ```ts
 * import { playLotto, printDialogue } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const text = printDialogue({ purchase, answer: playLotto(purchase, [[1, 3, 5, 14, 22, 45]]) });
 * assert.equal(text.split("\n")[3], "[1, 3, 5, 14, 22, 45]");
 * assert.equal(text.split("\n").at(-1), "총 수익률은 500.0%입니다.");
 * ```
 */
export function printDialogue({ purchase, answer }: Sample): string {
  if (isFailure(answer)) {
    throw new RangeError(
      `printDialogue: after a wrong input (${answer.error}) the program asks again; there is no such dialogue`,
    );
  }
  return [
    ASK_MONEY,
    purchase.money,
    `${answer.ticketCount}${BOUGHT}`,
    ...answer.tickets.map((ticket) => `[${ticket.join(", ")}]`),
    ASK_WINNING,
    purchase.winning.join(","),
    ASK_BONUS,
    purchase.bonus,
    "당첨 통계",
    "---",
    ...RANKS.map((rank) => `${label(rank)}${answer.counts[rank]}개`),
    `총 수익률은 ${thousands(formatRate(answer.rate))}%입니다.`,
  ].join("\n");
}

function label(rank: Rank): string {
  return `${NAMES[rank]} (${thousands(String(PRIZES[rank]))}원) - `;
}

/** `1062.5` -> `1,062.5` */
function thousands(number: string): string {
  return number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}
