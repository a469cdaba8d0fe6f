/**
 * Training batches of scratchpads, with new samples at every step.
 *
 * The rows of a batch have about the same number of ticket lines, so there is little padding, and each of the four
 * lengths is compiled once.
 *
 * Most rows are short, however many tickets were bought: they show only the last few tickets, with the counts so far. A
 * line follows from the prompt and the line before, so nothing is missing. The sums and divisions at the end are the
 * hardest to learn; in a short row they come after 100 tokens instead of 400. Each line keeps the positions that it has
 * in the whole scratchpad. Otherwise the last positions, which only purchases of 20 tickets reach, would hardly be
 * learned.
 */
import { type Batch, type Batches, IGNORED } from "../../corpora/batch.ts";
import { lottoDataset } from "../dataset.ts";
import { draws } from "../draws.ts";
import { isFailure } from "../machine.ts";
import { RANKS } from "../rules.ts";
import type { Sample } from "../sample.ts";
import {
  COLUMN,
  FIRST_WINNING,
  LINE,
  PROMPT_TOKENS,
  promptChecks,
  scratchpadAnswer,
  scratchpadLength,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "./scratchpad.ts";
import { MAX_TICKETS } from "./scratchpad_tokens.ts";
import {
  balancedTickets,
  type DrawTickets,
  MATCH_CLASSES,
  type MatchClass,
  naturalTickets,
} from "../tickets.ts";

const LAST_POSITION = scratchpadLength(MAX_TICKETS) - 1;
/** Position of the first target: the token after the first winning number. */
const FIRST_TARGET = FIRST_WINNING + 1;

export interface ScratchpadBatchOptions extends ScratchpadOptions {
  readonly seed: number;
  /** About this many tokens in a batch; a batch of short rows has more of them. */
  readonly tokensPerBatch: number;
  /** Most ticket lines of each group of rows, ascending; default 0, 3, 10, 20. */
  readonly groups?: readonly number[];
  /** How often each group has a batch, whole numbers, default 4, 3, 1, 1. */
  readonly groupWeights?: readonly number[];
  /** Whether larger purchases are cut to their last tickets, as many as a group's rows show; default true. */
  readonly lastTicketsOnly?: boolean;
  readonly drawTickets?: DrawTickets;
  /** Share of invalid purchases in the first group, default 0.15. */
  readonly invalid?: number;
}

/**
 * A quarter of the purchases has fair tickets. In the others each ticket is balanced over the eight match classes with a
 * probability from 0.1 to 0.9, drawn for each purchase.
 */
export const riggedTickets: DrawTickets = (purchase, o) =>
  o.random.chance(0.25)
    ? naturalTickets(purchase, o)
    : balancedTickets({ share: 0.1 + 0.8 * o.random.below(1000) / 1000 })(purchase, o);

/** Half of the purchases as riggedTickets; half with random weights of the match classes, so that high counts occur. */
export const mixedTickets: DrawTickets = (purchase, o) => {
  if (o.random.chance(0.5)) return riggedTickets(purchase, o);
  const weights = MATCH_CLASSES.map((matches) => [matches, 1e-3 + (o.random.below(1000) / 1000) ** 4]);
  return balancedTickets({ weights: Object.fromEntries(weights) as Record<MatchClass, number> })(purchase, o);
};

/** Endless batches; the same step gives the same batch. */
export function scratchpadBatches(options: ScratchpadBatchOptions): Batches {
  const { seed, tokensPerBatch, groups = [0, 3, 10, 20], drawTickets = mixedTickets, work, divisor } =
    options;
  const { invalid = 0.15, lastTicketsOnly = true } = options;
  const order = groupOrder(options.groupWeights ?? [4, 3, 1, 1].slice(0, groups.length));
  const widths = groups.map((most) => scratchpadLength(most) - 1);
  const leastLines = (group: number) => group === 0 ? Math.min(1, groups[0]) : groups[group - 1] + 1;
  const samplesOf = (group: number, o: { readonly from: number; readonly part: number }) => {
    const min = Math.max(leastLines(group), o.from, 1);
    const tickets = { min, max: lastTicketsOnly ? MAX_TICKETS : groups[group] };
    return lottoDataset({
      seed: seed * 64 + 2 * group + o.part,
      tickets,
      drawTickets,
      invalid: group === 0 ? invalid : 0,
    });
  };
  // Dividing by many tickets needs more training than by few: every other row has more than half of the maximum.
  const datasets = groups.map((_, group) => [
    samplesOf(group, { from: 1, part: 0 }),
    samplesOf(group, { from: lastTicketsOnly ? MAX_TICKETS / 2 + 1 : 1, part: 1 }),
  ]);
  const rowsOf = (group: number) => Math.max(1, Math.round(tokensPerBatch / widths[group]));
  return {
    batchSize: rowsOf(0),
    blockSize: scratchpadLength(MAX_TICKETS) - 1,
    stepsPerEpoch: order.length,
    at(step) {
      const group = order[step % order.length];
      const rows = rowsOf(group);
      const samples = Array.from({ length: rows }, (_, b) => datasets[group][b % 2].at(step * rows + b));
      const least = groups[group] === 0 ? 0 : leastLines(group), random = draws(seed, step);
      const lines = samples.map(() => least + random.below(groups[group] - least + 1));
      return scratchpadBatch(samples, { width: widths[group], work, divisor, lines });
    },
  };
}

interface ScratchpadRows extends ScratchpadOptions {
  /** Tokens of a row. */
  readonly width: number;
  /** Most ticket lines that each row shows, its last ones; all unless given. */
  readonly lines?: readonly number[];
}

/**
 * A batch of samples: x the tokens, y the next token of each, and inside the prompt its checks; padding is ignored.
 * `positions`: the tokens' positions in the whole scratchpad.
 */
export function scratchpadBatch(samples: readonly Sample[], o: ScratchpadRows): Batch {
  const { width } = o;
  const x = new Int32Array(samples.length * width), y = new Int32Array(x.length).fill(IGNORED);
  const positions = new Int32Array(x.length);
  samples.forEach(({ purchase, answer }, b) => {
    const tickets = isFailure(answer) ? [] : answer.tickets;
    const row = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets, o)];
    const left = Math.max(0, tickets.length - (o.lines?.[b] ?? MAX_TICKETS)); // tickets that are not shown
    row.splice(LINE, LINE * left);
    const targets = [...promptChecks(purchase), ...row.slice(PROMPT_TOKENS)];
    if (o.work === false) targets.fill(IGNORED, 0, PROMPT_TOKENS - FIRST_TARGET);
    if (left > 0) { // the first line shown depends on a line that is not shown: its count and totals are no targets
      const first = LINE - FIRST_TARGET;
      const counts = first + (left < tickets.length ? COLUMN.counts : 1); // in a ticket line or in the sum's
      targets.fill(IGNORED, first, first + 1).fill(IGNORED, counts, counts + RANKS.length);
    }
    x.set(row.slice(0, -1), b * width);
    y.set(targets, b * width + FIRST_TARGET - 1);
    for (let t = 0; t < width; t++) {
      const position = t < LINE ? t : t + LINE * left;
      positions[b * width + t] = Math.min(position, LAST_POSITION); // padding may pass it
    }
  });
  return { x, y, positions, shape: [samples.length, width] };
}

/** The order of the groups: each appears as often as its weight (a whole number), evenly spread. */
function groupOrder(weights: readonly number[]): number[] {
  const turns = weights.flatMap((weight, group) =>
    Array.from({ length: weight }, (_, i) => ({ group, at: (i + 0.5) / weight }))
  );
  return turns.sort((a, b) => a.at - b.at).map(({ group }) => group);
}
