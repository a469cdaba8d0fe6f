/** References and drawn inputs of notebook 06's exercises; see drawn_inputs.ts. */
import {
  countMatches,
  type Draws,
  isTicket,
  MATCH_CLASSES,
  noWinProbability,
  randomTicket,
  type Rank,
  rankOf,
  RANKS,
  type Ticket,
  ticketWithMatches,
} from "../../lotto/mod.ts";
import { drawnCases, list, oneOf, type TryDrawn } from "./drawn_inputs.ts";

/** Random winning numbers and bonus; a ticket of each match class is equally likely. */
export function drawPurchase(random: Draws) {
  const winning = randomTicket(random);
  const others = list(45, (i) => i + 1).filter((n) => !winning.includes(n));
  return { money: 1000, winning, bonus: oneOf(random, others) };
}

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "06.1": drawnCases({
    call: "rank",
    inputs: (random, i): [Ticket, readonly number[], number] => {
      const purchase = drawPurchase(random);
      return [ticketWithMatches(purchase, MATCH_CLASSES[i % 8], random), purchase.winning, purchase.bonus];
    },
    reference: (ticket, winning, bonus) => rankOf(ticket, { winning, bonus }),
    hint: "Use the arguments, not the blog's numbers; the bonus counts only beside five matches.",
    times: 400,
  }),
  "06.2": drawnCases({
    call: "rateText",
    inputs: (random): [number, number] => [
      random.below(5) * 5000 + random.below(2) * 50_000 + random.below(2) * 1_500_000 +
      random.below(2) * 2_000_000_000,
      1 + random.below(64),
    ],
    reference: (prize, tickets) => {
      const tenths = (2n * BigInt(prize) + BigInt(tickets)) / (2n * BigInt(tickets));
      return `${tenths / 10n}.${tenths % 10n}`;
    },
    hint: "Tenths of a percent are prize / tickets; round them half up, in whole numbers.",
    times: 200,
  }),
  "06.3": drawnCases({
    call: "noWin",
    inputs: (random): [number] => [1 + random.below(200)],
    reference: (tickets) => noWinProbability(tickets),
    hint: "The probability for one ticket, to the power of their number.",
    tolerance: 1e-6,
  }),
  "06.4": drawnCases({
    call: "padRow",
    inputs: (random): [number[], number, number] => [
      list(1 + random.below(8), () => random.chance(0.2) ? 0 : random.below(50)),
      1 + random.below(9),
      random.below(100),
    ],
    reference: (ids, length, padId) => ({
      x: list(length, (i) => i + 1 < ids.length ? ids[i] : padId),
      y: list(length, (i) => i + 1 < ids.length ? ids[i + 1] : -1),
    }),
    hint:
      "x is filled with padId, whatever it is, and y with −1; the last token is never read. 0 is an id like any other.",
  }),
  "06.5": drawnCases({
    call: "lossFloor",
    inputs: (random): [number, number] => [1 + random.below(20), 100 + random.below(400)],
    reference: (tickets, tokens) => (Math.log(20 * 39) + (tickets + 1) * Math.log(8_145_060)) / (tokens - 1),
    hint: "Every ticket is one more choice, and every token but the first is predicted.",
    tolerance: 1e-6,
  }),
  "06.6": drawnCases({
    call: "gradeTickets",
    inputs: (random): [number, number, number[][]] => {
      const tickets = list(random.below(4), () => [...randomTicket(random)]);
      const spoil = random.below(5), ticket = tickets.length > 0 ? oneOf(random, tickets) : [];
      if (spoil === 0) ticket[random.below(6)] = oneOf(random, [0, 46, -3, 45, 1, 7.5]);
      if (spoil === 1) ticket[random.below(6)] = ticket[random.below(6)];
      if (spoil === 2) ticket.pop();
      if (spoil === 3) ticket.push(1 + random.below(45));
      const near = () => tickets.length + (random.chance(0.2) ? oneOf(random, [-1, 1]) : 0);
      return [near(), near(), tickets];
    },
    reference: (paid, count, tickets) => {
      if (paid !== count || count !== tickets.length) return "ticket_count_mismatch";
      return tickets.every(isTicket) ? null : "ticket_numbers_invalid";
    },
    hint: "First the three counts, then every ticket: six different whole numbers, each from 1 to 45.",
    times: 300,
  }),
  "06.7": drawnCases({
    call: "wrongRanks",
    inputs: (random): [Ticket[], readonly number[], number, Record<Rank, number>] => {
      const purchase = drawPurchase(random);
      const tickets = list(
        1 + random.below(6),
        () => ticketWithMatches(purchase, oneOf(random, MATCH_CLASSES), random),
      );
      const printed: Record<Rank, number> = { ...countMatches(tickets, purchase) };
      for (const rank of RANKS) { // right, too low or too high
        if (random.chance(0.4)) printed[rank] = Math.max(0, printed[rank] + oneOf(random, [-1, 1, 2]));
      }
      return [tickets, purchase.winning, purchase.bonus, printed];
    },
    reference: (tickets, winning, bonus, printed) => {
      const right = countMatches(tickets, { winning, bonus });
      return RANKS.filter((rank) => printed[rank] !== right[rank]);
    },
    hint: "A printed count is wrong where it is too high as well as where it is too low.",
    times: 200,
  }),
};
