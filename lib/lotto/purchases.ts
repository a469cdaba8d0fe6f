/**
 * Draws purchases: valid ones, and invalid ones of every kind that the machine refuses.
 *
 * Winning numbers are ascending, like the tickets and like the blog's examples.
 */
import type { Draws } from "./draws.ts";
import { PURCHASE_ERRORS, type PurchaseError } from "./errors.ts";
import { ALL_NUMBERS, HIGHEST_NUMBER, type Purchase, TICKET_PRICE } from "./rules.ts";
import { type Split, splitOf } from "./split.ts";
import { randomTicket } from "./tickets.ts";

interface PurchaseOptions {
  /** Fewest and most tickets, drawn evenly; the blog's limit is 20 (20,000 won). */
  readonly tickets: { readonly min: number; readonly max: number };
  /** Share of purchases that are invalid, all kinds alike. */
  readonly invalid: number;
  readonly split: Split;
}

/** A purchase of the requested split. */
export function drawPurchase(o: PurchaseOptions, random: Draws): Purchase {
  const error = random.chance(o.invalid) ? PURCHASE_ERRORS[random.below(PURCHASE_ERRORS.length)] : null;
  while (true) { // one draw in sixteen is a test prompt, so this ends
    const valid = drawValid(o, random);
    const purchase = error ? spoil(valid, error, random) : valid;
    if (splitOf(purchase) === o.split) return purchase;
  }
}

function drawValid({ tickets: { min, max } }: PurchaseOptions, random: Draws): Purchase {
  const winning = randomTicket(random);
  const others = ALL_NUMBERS.filter((n) => !winning.includes(n));
  const money = TICKET_PRICE * (min + random.below(max - min + 1));
  return { money, winning, bonus: others[random.below(others.length)] };
}

/** A copy of a valid purchase with exactly this error. */
export function spoil(purchase: Purchase, error: PurchaseError, random: Draws): Purchase {
  const { money, winning, bonus } = purchase;
  const others = () => winning.filter((_, i) => i !== dropped);
  const dropped = random.below(winning.length);
  const outOfRange = random.chance(0.5) ? 0 : HIGHEST_NUMBER + 1 + random.below(54); // 0 or 46 to 99
  const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
  switch (error) {
    case "moneyNotPositive":
      return { ...purchase, money: random.chance(0.5) ? 0 : -money };
    case "moneyNotThousands":
      return { ...purchase, money: money - 100 * (1 + random.below(9)) };
    case "winningNotSix": {
      if (random.chance(0.5)) return { ...purchase, winning: others() };
      const free = ALL_NUMBERS.filter((n) => !winning.includes(n) && n !== bonus);
      return { ...purchase, winning: ascending([...winning, free[random.below(free.length)]]) };
    }
    case "winningOutOfRange":
      return { ...purchase, winning: ascending([...others(), outOfRange]) };
    case "winningRepeated": {
      const rest = others();
      return { ...purchase, winning: ascending([...rest, rest[random.below(rest.length)]]) };
    }
    case "bonusOutOfRange":
      return { ...purchase, bonus: outOfRange };
    case "bonusIsWinning":
      return { ...purchase, bonus: winning[random.below(winning.length)] };
  }
}
