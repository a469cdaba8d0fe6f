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
 * A ticket number that the model drew is right if its whole ticket becomes valid and ascending. Checked by itself, 40
 * would be as good a first number as 5, though hardly any ticket can begin with it.
 *
 * @param sample the purchase; only the number of tickets is read from its answer
 * @returns a check for each token of the row; null where the model did not choose the token
 * @throws {RangeError} on an invalid purchase
 */
export function checkTokens({ purchase, answer }: Sample, row: ScratchpadRollout): TokenCheck[] {
  if (isFailure(answer)) {
    throw new RangeError(`checkTokens: an invalid purchase (${answer.error}) has no tickets to check`);
  }
  const count = answer.tickets.length;
  const tickets = answer.tickets.map((_, i) => ticketOn(row, 1 + i));
  const right = scratchpadAnswer(purchase, tickets.map(({ ticket }) => ticket));
  const end = PROMPT_TOKENS + right.length;
  let allRight = true, lineRight = true;
  return row.tokens.map((token, t) => {
    const line = Math.floor(t / LINE), column = t % LINE;
    if (column === 0) lineRight = true;
    const alone = line >= 1 && line <= count && column < COLUMN.counts; // depends on this line and the prompt only
    if (t >= end || !row.chosen[t] || !lineRight || !(allRight || alone)) return null;
    const isRight = token === right[t - PROMPT_TOKENS];
    if (!isRight) allRight = lineRight = false;
    const isNumber = alone && column % 2 === 1 && column < COLUMN.rank;
    return isRight && (!isNumber || tickets[line - 1].valid) ? 1 : 0;
  });
}

/**
 * The ticket on a line. From its first number that cannot stand there on, the highest possible numbers, so that this
 * number differs from the ticket's and the numbers before it do not.
 */
function ticketOn({ tokens }: ScratchpadRollout, line: number): { ticket: Ticket; valid: boolean } {
  const ticket: number[] = [];
  let valid = true;
  for (let i = 0; i < NUMBERS_PER_TICKET; i++) {
    const number = numberOf(tokens[line * LINE + COLUMN.first + 2 * i]);
    const highest = HIGHEST_NUMBER - (NUMBERS_PER_TICKET - 1 - i);
    valid &&= number !== null && number > (ticket.at(-1) ?? 0) && number <= highest;
    ticket.push(valid ? number! : highest);
  }
  return { ticket, valid };
}
