/**
 * Prompts on which a model's own tickets win, so that nearly every answer has something to count.
 *
 * Fair tickets do not depend on the winning numbers, and a good model's tickets do not either. So generate an answer,
 * choose winning numbers that match one of its tickets, and generate again with the same seed: the model prints (almost)
 * the same tickets, and one of them now wins. The model still generates freely, on prompts that it was never trained on.
 * Fair winning numbers would give such a hit once in 42 tickets.
 */
import {
  ALL_NUMBERS,
  draws,
  isTicket,
  type Purchase,
  RANKS,
  readAnswer,
  splitOf,
  type Ticket,
} from "../mod.ts";

/**
 * The same purchases, each with winning numbers that match one of the model's tickets.
 *
 * @param answers the model's answers to the purchases; where one has no valid ticket, its purchase is not changed
 */
export function frequentHits(
  purchases: readonly Purchase[],
  answers: readonly string[],
  o: { readonly seed: number },
): Purchase[] {
  return purchases.map((purchase, i) => {
    const read = readAnswer(answers[i]);
    if ("errorClass" in read) return purchase;
    const tickets = read.tickets.filter(isTicket);
    if (tickets.length === 0) return purchase;
    const random = draws(o.seed, i);
    while (true) { // until it is a test prompt: one in sixteen is (split.ts)
      const ticket = tickets[random.below(tickets.length)];
      const hit = hitBy(ticket, random);
      const made = { ...purchase, ...hit };
      if (splitOf(made) === "test") return made;
    }
  });
}

/** Winning numbers and a bonus with which this ticket wins; all ranks are equally likely. */
function hitBy(ticket: Ticket, random: ReturnType<typeof draws>): Pick<Purchase, "winning" | "bonus"> {
  const rank = RANKS[random.below(RANKS.length)];
  const hits = rank === "5b" ? 5 : Number(rank);
  const others = ALL_NUMBERS.filter((n) => !ticket.includes(n));
  const matched = random.choose(ticket, hits);
  const [bonus, ...rest] = random.choose(others, 1 + ticket.length - hits);
  const winning = [...matched, ...rest].sort((a, b) => a - b);
  const left = ticket.filter((n) => !matched.includes(n));
  return { winning, bonus: rank === "5b" ? left[0] : bonus };
}
