/**
 * Prompts on which a model's own tickets win: nearly every answer has something to count.
 *
 * Tickets are drawn before anyone looks at the winning numbers, so they do not depend on them, and neither do a good
 * model's. Its tickets for a prompt are therefore known once it has answered: choose winning numbers that match one
 * of them, ask again with the same seed, and it prints (almost) the same tickets, of which one now wins. That is
 * free writing on prompts never trained on, with the hits that chance would give once in 42 tickets.
 */
import {
  draws,
  HIGHEST_NUMBER,
  isTicket,
  type Purchase,
  RANKS,
  readAnswer,
  splitOf,
  type Ticket,
} from "../mod.ts";

/**
 * The same purchases with winning numbers that hit.
 *
 * @param answers what the model wrote for the purchases; where it printed no valid ticket, the purchase stays as it is
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
    while (true) { // one prompt in sixteen is a test prompt
      const ticket = tickets[random.below(tickets.length)];
      const hit = hitBy(ticket, random);
      const made = { ...purchase, ...hit };
      if (splitOf(made) === "test") return made;
    }
  });
}

/** Winning numbers and a bonus with which this ticket wins a rank, all ranks alike. */
function hitBy(ticket: Ticket, random: ReturnType<typeof draws>): Pick<Purchase, "winning" | "bonus"> {
  const rank = RANKS[random.below(RANKS.length)];
  const hits = rank === "5b" ? 5 : Number(rank);
  const others = Array.from({ length: HIGHEST_NUMBER }, (_, n) => n + 1).filter((n) => !ticket.includes(n));
  const matched = random.choose(ticket, hits);
  const [bonus, ...rest] = random.choose(others, 1 + ticket.length - hits);
  const winning = [...matched, ...rest].sort((a, b) => a - b);
  const left = ticket.filter((n) => !matched.includes(n));
  return { winning, bonus: rank === "5b" ? left[0] : bonus };
}
