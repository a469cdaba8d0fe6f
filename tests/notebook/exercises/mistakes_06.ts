/** Mistakes of notebook 06's exercises: what each answer does wrong, the answer, what the verdict must say. */
import {
  countMatches,
  isTicket,
  matchProbability,
  noWinProbability,
  type Rank,
  rankOf,
  RANKS,
} from "lib/lotto";
import type { Mistakes } from "./mistakes_test.ts";

type Printed = Record<Rank, number>;
const TICKET = 8_145_060;
const hitsOf = (ticket: number[], winning: number[]) => ticket.filter((n) => winning.includes(n)).length;
const fill = (row: number[], length: number, value: number) =>
  Array.from({ length }, (_, i) => row[i] ?? value);

export const mistakes: Mistakes = {
  "06.1": [
    ["the bonus counts as a seventh number", (ticket: number[], winning: number[], bonus: number) => {
      const hits = ticket.filter((n) => winning.includes(n) || n === bonus).length;
      return hits < 3 ? null : `${Math.min(hits, 6)}`;
    }, /bonus/],
    [
      "the bonus is forgotten",
      (ticket: number[], winning: number[]) =>
        hitsOf(ticket, winning) < 3 ? null : `${hitsOf(ticket, winning)}`,
      /5b/,
    ],
    [
      "0 in place of null",
      (t: number[], winning: number[], bonus: number) => rankOf(t, { winning, bonus }) ?? 0,
      /null, not 0/,
    ],
    ["a number in place of a text", (t: number[], winning: number[], bonus: number) => {
      const rank = rankOf(t, { winning, bonus });
      return rank === "5b" || rank === null ? rank : Number(rank);
    }, /rank\(/],
    [
      "the blog's winning numbers",
      (t: number[], _winning: number[], bonus: number) => rankOf(t, { winning: [1, 2, 3, 4, 5, 6], bonus }),
      /blog's numbers/,
    ],
    [
      "the blog's bonus number",
      (t: number[], winning: number[]) => rankOf(t, { winning, bonus: 7 }),
      /blog's numbers/,
    ],
  ],
  "06.2": [
    [
      "trusts toFixed",
      (prize: number, tickets: number) => (100 * prize / (1000 * tickets)).toFixed(1),
      /floating-point/,
    ],
    ["no decimal", (prize: number, tickets: number) => `${prize / tickets / 10}`, /one decimal/],
    ["halves to even, as Python rounds", (prize: number, tickets: number) => {
      const tenths = prize / tickets, low = Math.floor(tenths);
      const up = tenths - low > 0.5 || tenths - low === 0.5 && low % 2 === 1;
      return ((up ? low + 1 : low) / 10).toFixed(1);
    }, /halves/],
    [
      "cut off",
      (prize: number, tickets: number) => (Math.floor(prize / tickets) / 10).toFixed(1),
      /rounds up/,
    ],
    ["not in percent", (prize: number, tickets: number) => (prize / tickets / 1000).toFixed(1), /rateText/],
    [
      "with commas",
      (prize: number, tickets: number) =>
        (Math.floor((2 * prize + tickets) / (2 * tickets)) / 10).toLocaleString("en", {
          minimumFractionDigits: 1,
        }),
      /rateText/,
    ],
    [
      "a number",
      (prize: number, tickets: number) => Math.floor((2 * prize + tickets) / (2 * tickets)) / 10,
      /rateText/,
    ],
  ],
  "06.3": [
    ["added up instead of multiplied", (tickets: number) => 0.9763649878 * tickets, /noWin\(/],
    [
      "three matches alone win",
      (tickets: number) => (1 - matchProbability(3)) ** tickets,
      /leaves out 4, 5 and 6/,
    ],
    ["the probability of a win", (tickets: number) => 1 - noWinProbability(tickets), /probability of no win/],
    ["twice the first", (tickets: number) => noWinProbability(1) * tickets, /multiply/],
    ["no match at all", (tickets: number) => matchProbability(0) ** tickets, /add up k = 0, 1, 2/],
    ["one ticket", () => noWinProbability(1), /noWin\(2\)/],
  ],
  "06.4": [
    ["takes the id 0 for a missing one", (ids: number[], length: number, padId: number) => ({
      x: Array.from({ length }, (_, i) => i + 1 < ids.length ? ids[i] || padId : padId),
      y: Array.from({ length }, (_, i) => ids[i + 1] || -1),
    }), /0 is an id/],
    ["targets of padding are the pad token", (ids: number[], length: number, padId: number) => ({
      x: fill(ids.slice(0, -1), length, padId),
      y: fill(ids.slice(1), length, padId),
    }), /−1/],
    ["padding is always 0", (ids: number[], length: number) => ({
      x: fill(ids.slice(0, -1), length, 0),
      y: fill(ids.slice(1), length, -1),
    }), /whatever it is/],
    ["reads the last token", (ids: number[], length: number, padId: number) => ({
      x: fill(ids, length, padId),
      y: fill(ids.slice(1), length, -1),
    }), /padRow/],
    ["predicts itself", (ids: number[], length: number, padId: number) => ({
      x: fill(ids.slice(0, -1), length, padId),
      y: fill(ids.slice(0, -1), length, -1),
    }), /padRow/],
    ["cuts at the front", (ids: number[], length: number, padId: number) => {
      const kept = ids.slice(Math.max(0, ids.length - length - 1));
      return { x: fill(kept.slice(0, -1), length, padId), y: fill(kept.slice(1), length, -1) };
    }, /Cut off at the end/],
    ["changes the ids", (ids: number[], length: number, padId: number) => {
      const y = fill(ids.slice(1), length, -1);
      ids.pop();
      return { x: fill(ids, length, padId), y };
    }, /after the call/],
  ],
  "06.5": [
    [
      "bits",
      (tickets: number, tokens: number) =>
        (Math.log2(20) + Math.log2(39) + (tickets + 1) * Math.log2(TICKET)) / (tokens - 1),
      /bits/,
    ],
    [
      "the prompt is forgotten",
      (tickets: number, tokens: number) => tickets * Math.log(TICKET) / (tokens - 1),
      /prompt/,
    ],
    [
      "the first token is predicted",
      (tickets: number, tokens: number) => (Math.log(20 * 39) + (tickets + 1) * Math.log(TICKET)) / tokens,
      /first token is not predicted/,
    ],
    [
      "a bonus of 45",
      (tickets: number, tokens: number) =>
        (Math.log(20 * 45) + (tickets + 1) * Math.log(TICKET)) / (tokens - 1),
      /39/,
    ],
    [
      "tickets in order",
      (tickets: number, tokens: number) =>
        (Math.log(20 * 39) + Math.log(TICKET) + tickets * Math.log(TICKET * 720)) / (tokens - 1),
      /lossFloor/,
    ],
    ["not per token", (tickets: number) => Math.log(20 * 39) + (tickets + 1) * Math.log(TICKET), /lossFloor/],
  ],
  "06.6": [
    ["accepts fractions", (paid: number, count: number, tickets: number[][]) => {
      if (paid !== count || count !== tickets.length) return "ticket_count_mismatch";
      const valid = (ticket: number[]) =>
        ticket.length === 6 && new Set(ticket).size === 6 && ticket.every((n) => n >= 1 && n <= 45);
      return tickets.every(valid) ? null : "ticket_numbers_invalid";
    }, /Whole numbers only/],
    [
      "the money is not looked at",
      (_paid: number, count: number, tickets: number[][]) =>
        count === tickets.length ? null : "ticket_count_mismatch",
      /paid for/,
    ],
    [
      "the tickets are not counted",
      (paid: number, count: number, tickets: number[][]) =>
        count !== paid ? "ticket_count_mismatch" : tickets.every(isTicket) ? null : "ticket_numbers_invalid",
      /but 2 printed/,
    ],
    [
      "the numbers first",
      (paid: number, count: number, tickets: number[][]) =>
        !tickets.every(isTicket)
          ? "ticket_numbers_invalid"
          : count === tickets.length && count === paid
          ? null
          : "ticket_count_mismatch",
      /first class that applies/,
    ],
    [
      "one good ticket is enough",
      (paid: number, count: number, tickets: number[][]) =>
        count !== tickets.length || count !== paid
          ? "ticket_count_mismatch"
          : tickets.some(isTicket)
          ? null
          : "ticket_numbers_invalid",
      /gradeTickets/,
    ],
    [
      "a number twice is fine",
      (paid: number, count: number, tickets: number[][]) =>
        count !== tickets.length || count !== paid
          ? "ticket_count_mismatch"
          : tickets.every((t) => t.length === 6 && t.every((n) => n >= 1 && n <= 45))
          ? null
          : "ticket_numbers_invalid",
      /Set/,
    ],
    [
      "any number of numbers",
      (paid: number, count: number, tickets: number[][]) =>
        count !== tickets.length || count !== paid
          ? "ticket_count_mismatch"
          : tickets.every((t) => new Set(t).size === t.length && t.every((n) => n >= 1 && n <= 45))
          ? null
          : "ticket_numbers_invalid",
      /exactly six/,
    ],
    [
      "up to 44",
      (paid: number, count: number, tickets: number[][]) =>
        count !== tickets.length || count !== paid
          ? "ticket_count_mismatch"
          : tickets.every((t) => isTicket(t) && Math.max(...t) < 45)
          ? null
          : "ticket_numbers_invalid",
      /gradeTickets/,
    ],
  ],
  "06.7": [
    [
      "in the order of the object's keys",
      (tickets: number[][], winning: number[], bonus: number, printed: Printed) =>
        Object.keys(printed).filter((rank) =>
          tickets.filter((ticket) => rankOf(ticket, { winning, bonus }) === rank).length !==
            printed[rank as Rank]
        ),
      /`Object\.keys` puts "6" before "5b"/,
    ],
    [
      "counts down in the printed counts",
      (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
        for (const ticket of tickets) {
          const rank = rankOf(ticket, { winning, bonus });
          if (rank) printed[rank]--;
        }
        return ["3", "4", "5", "5b", "6"].filter((rank) => printed[rank as Rank] !== 0);
      },
      /changes its argument/,
    ],
    ["every rank is wrong", () => [...RANKS], /wrongRanks/],
    [
      "only counts that are too low",
      (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
        const right = countMatches(tickets, { winning, bonus });
        return RANKS.filter((rank) => printed[rank] < right[rank]);
      },
      /too high/,
    ],
    [
      "only counts that are too high",
      (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
        const right = countMatches(tickets, { winning, bonus });
        return RANKS.filter((rank) => printed[rank] > right[rank]);
      },
      /wrongRanks/,
    ],
    [
      "only ranks that somebody won",
      (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
        const right = countMatches(tickets, { winning, bonus });
        return RANKS.filter((rank) => right[rank] > 0 && printed[rank] !== right[rank]);
      },
      /Nothing matches six/,
    ],
    ["5b counts as 5", (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
      const { "5b": five, ...right } = countMatches(tickets, { winning, bonus });
      return RANKS.filter((rank) =>
        printed[rank] !== (rank === "5b" ? 0 : right[rank] + (rank === "5" ? five : 0))
      );
    }, /5b/],
    ["the blog's winning numbers", (tickets: number[][], _w: number[], _b: number, printed: Printed) => {
      const right = countMatches(tickets, { winning: [1, 2, 3, 4, 5, 6], bonus: 7 });
      return RANKS.filter((rank) => printed[rank] !== right[rank]);
    }, /wrongRanks/],
    ["the sum of all counts", (tickets: number[][], winning: number[], bonus: number, printed: Printed) => {
      const right = countMatches(tickets, { winning, bonus });
      const total = (counts: Printed) => RANKS.reduce((sum, rank) => sum + counts[rank], 0);
      return total(right) === total(printed) ? [] : RANKS.filter((rank) => printed[rank] !== right[rank]);
    }, /wrongRanks/],
  ],
};
