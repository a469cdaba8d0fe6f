/** Statistics of samples: shows what a generator made, before a model is trained on it. */
import { isFailure } from "./machine.ts";
import { HIGHEST_NUMBER, type Rank, RANKS } from "./rules.ts";
import type { Sample } from "./sample.ts";

interface DatasetStatistics {
  readonly samples: number;
  readonly invalid: number;
  readonly tickets: number;
  /** Valid samples by their number of tickets. */
  readonly byTicketCount: ReadonlyMap<number, number>;
  /** Winning tickets by rank. */
  readonly winningTickets: Readonly<Record<Rank, number>>;
  /** Valid samples in which no ticket wins: all-zero labels are right there. */
  readonly withoutWin: number;
  /** How often each rate of return occurs, by the printed rate. */
  readonly byRate: ReadonlyMap<number, number>;
  /** How often each number is on a ticket: index n − 1 for number n. */
  readonly numbers: readonly number[];
}

/** Counts what is in the samples, in one pass. */
export function describeDataset(samples: Iterable<Sample>): DatasetStatistics {
  let count = 0, invalid = 0, tickets = 0, withoutWin = 0;
  const byTicketCount = new Map<number, number>(), byRate = new Map<number, number>();
  const winningTickets = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  const numbers: number[] = Array(HIGHEST_NUMBER).fill(0);
  const add = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const { answer } of samples) {
    count++;
    if (isFailure(answer)) {
      invalid++;
      continue;
    }
    tickets += answer.tickets.length;
    add(byTicketCount, answer.ticketCount);
    add(byRate, answer.rate);
    if (RANKS.every((rank) => answer.counts[rank] === 0)) withoutWin++;
    for (const rank of RANKS) winningTickets[rank] += answer.counts[rank];
    for (const ticket of answer.tickets) for (const number of ticket) numbers[number - 1]++;
  }
  return { samples: count, invalid, tickets, byTicketCount, winningTickets, withoutWin, byRate, numbers };
}
