/**
 * The program's original dialogue, as the blog shows it first: inputs and outputs take turns.
 *
 * The user types the money, the program prints tickets; the user types the winning numbers, the program prints the
 * statistics. The blog later reordered this for the GPT (text_format.ts). Amounts have thousands separators here
 * (`5,000원`), so a rate has them too; the blog's own `62.5%` needs none. After a wrong input the program asks again;
 * such dialogues are left out.
 */
import { LineReader, parseWhole, parseWholes } from "./line_reader.ts";
import { isFailure } from "./machine.ts";
import { parseRate } from "./parse_text.ts";
import { formatRate } from "./rate_of_return.ts";
import { type MatchCounts, PRIZES, type Rank, RANKS } from "./rules.ts";
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

/** Reads a dialogue back: the inverse of `printDialogue`. @throws {FormatError} that names the line */
export function parseDialogue(text: string): Sample {
  const lines = new LineReader(text);
  const whole = { what: "a whole number", parse: parseWhole };
  lines.literal(ASK_MONEY);
  const money = lines.value({ before: "", ...whole });
  const ticketCount = lines.value({ before: "", after: BOUGHT, ...whole });
  const tickets: number[][] = [];
  while (lines.peek()?.startsWith("[")) {
    const what = "whole numbers with a comma and a space between";
    tickets.push(lines.value({ before: "[", after: "]", what, parse: (text) => parseWholes(text, ", ") }));
  }
  lines.literal(ASK_WINNING);
  const what = "whole numbers with commas between";
  const winning = lines.value({ before: "", what, parse: (text) => parseWholes(text, ",") });
  lines.literal(ASK_BONUS);
  const bonus = lines.value({ before: "", ...whole });
  lines.literal("당첨 통계");
  lines.literal("---");
  const counts = Object.fromEntries(
    RANKS.map((rank) => [rank, lines.value({ before: label(rank), after: "개", ...whole })]),
  ) as MatchCounts;
  const rate = lines.value({
    before: "총 수익률은 ",
    after: "%입니다.",
    what: "a rate such as 1,062.5",
    parse: (text) => {
      const rate = parseRate(text.replaceAll(",", ""));
      return rate !== undefined && thousands(formatRate(rate)) === text ? rate : undefined;
    },
  });
  lines.end();
  return { purchase: { money, winning, bonus }, answer: { ticketCount, tickets, counts, rate } };
}

function label(rank: Rank): string {
  return `${NAMES[rank]} (${thousands(String(PRIZES[rank]))}원) - `;
}

/** `1062.5` -> `1,062.5` */
function thousands(number: string): string {
  return number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}
