/**
 * Checks of tokens: is each token that a model wrote what the machine would write there, after the tokens before it?
 *
 * Within a line the check ends at the first wrong token, because what follows depends on it. The next ticket's line can
 * be checked again: its ticket and its matches depend only on the prompt. Its counts, and all lines after the tickets,
 * depend on everything before, so they are checked only while everything was right.
 */
import { isFailure } from "../machine.ts";
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET, type Ticket } from "../rules.ts";
import type { Sample } from "../sample.ts";
import { COLUMN, LINE, PROMPT_TOKENS, scratchpadAnswer } from "./scratchpad.ts";
import type { ScratchpadRollout } from "./scratchpad_rollouts.ts";
import { numberOf } from "./scratchpad_tokens.ts";

/** 1: right, 0: wrong, null: not checked. */
export type TokenCheck = 0 | 1 | null;

/**
 * Checks a row's tokens.
 *
 * A ticket number that the model drew is right if the ticket can still become a valid one in ascending order: it is
 * above the number before it and leaves room for those after it.
 *
 * @param sample the purchase; of its answer only the number of tickets counts
 * @returns a check for each token of the row; null where the model did not choose the token
 * @throws {RangeError} on an invalid purchase
 */
export function checkTokens({ purchase, answer }: Sample, row: ScratchpadRollout): TokenCheck[] {
  if (isFailure(answer)) {
    throw new RangeError(`checkTokens: an invalid purchase (${answer.error}) has no tickets to check`);
  }
  const count = answer.tickets.length;
  const right = scratchpadAnswer(purchase, answer.tickets.map((_, i) => ticketOn(row, 1 + i)));
  const end = PROMPT_TOKENS + right.length;
  let allRight = true, lineRight = true;
  return row.tokens.map((token, t) => {
    const line = Math.floor(t / LINE), column = t % LINE;
    if (column === 0) lineRight = true;
    const alone = line >= 1 && line <= count && column < COLUMN.counts; // depends on this line and the prompt only
    if (t >= end || !row.chosen[t] || !lineRight || !(allRight || alone)) return null;
    if (token === right[t - PROMPT_TOKENS]) return 1;
    allRight = lineRight = false;
    return 0;
  });
}

/**
 * The ticket on a line. From its first number that cannot stand there on, the highest possible numbers, so that this
 * number differs from the ticket's and the numbers before it do not.
 */
function ticketOn({ tokens }: ScratchpadRollout, line: number): Ticket {
  const ticket: number[] = [];
  let valid = true;
  for (let i = 0; i < NUMBERS_PER_TICKET; i++) {
    const number = numberOf(tokens[line * LINE + COLUMN.first + 2 * i]);
    const highest = HIGHEST_NUMBER - (NUMBERS_PER_TICKET - 1 - i);
    valid &&= number !== null && number > (ticket.at(-1) ?? 0) && number <= highest;
    ticket.push(valid ? number! : highest);
  }
  return ticket;
}
