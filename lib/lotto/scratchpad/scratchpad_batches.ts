/**
 * Training batches of scratchpads, new samples at every step.
 *
 * Rows of a batch have about equally many ticket lines, so little is padding and each of the four lengths compiles once.
 *
 * Most rows are short, whatever was bought: they show the last few tickets only, with the counts as the tickets before
 * left them. A line follows from the prompt and the line before, so nothing is missing; and the sums and divisions at the
 * end, which are the hardest to learn, come after 100 tokens instead of 400. Each line keeps the place that it has in the
 * whole scratchpad: otherwise the places at the far end, which only purchases of 20 tickets reach, would hardly be learned.
 */
import type { Batch, Batches } from "../../corpora/mod.ts";
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

/** A target that does not count. */
const IGNORED = -1;
const LAST_PLACE = scratchpadLength(MAX_TICKETS) - 1;
/** Place of the first token that is one: the token after the first winning number. */
const FIRST_TARGET = FIRST_WINNING + 1;

export interface ScratchpadBatchOptions extends ScratchpadOptions {
  readonly seed: number;
  /** Tokens in a batch, about; shorter rows come more to a batch. */
  readonly tokensPerBatch: number;
  /** Most ticket lines of each group of rows, ascending; default 0, 3, 10, 20. */
  readonly groups?: readonly number[];
  /** How often each group has a batch, whole numbers, default 4, 3, 1, 1. */
  readonly groupWeights?: readonly number[];
  /** Whether purchases of more tickets than a group's rows show are cut to their last ones, default true. */
  readonly lastTicketsOnly?: boolean;
  readonly drawTickets?: DrawTickets;
  /** Share of invalid purchases in the first group, default 0.15. */
  readonly invalid?: number;
}

/**
 * A quarter by chance; otherwise each ticket is rigged with a probability that is drawn for the purchase, from 0.1 to
 * 0.9, over all eight match classes alike.
 */
export const riggedTickets: DrawTickets = (purchase, o) =>
  o.random.chance(0.25)
    ? naturalTickets(purchase, o)
    : balancedTickets({ share: 0.1 + 0.8 * o.random.below(1000) / 1000 })(purchase, o);

/** Half of the purchases like riggedTickets; half with weights of the classes of their own, so that high counts come. */
export const mixedTickets: DrawTickets = (purchase, o) => {
  if (o.random.chance(0.5)) return riggedTickets(purchase, o);
  const weights = MATCH_CLASSES.map((matches) => [matches, 1e-3 + (o.random.below(1000) / 1000) ** 4]);
  return balancedTickets({ weights: Object.fromEntries(weights) as Record<MatchClass, number> })(purchase, o);
};

/** Batches without end; the same step gives the same batch. */
export function scratchpadBatches(options: ScratchpadBatchOptions): Batches {
  const { seed, tokensPerBatch, groups = [0, 3, 10, 20], drawTickets = mixedTickets, work } = options;
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
  // Dividing by many tickets takes more practice than by few: every other row has more than half of the most.
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
      return scratchpadBatch(samples, { width: widths[group], work, lines });
    },
  };
}

export interface ScratchpadRows extends ScratchpadOptions {
  /** Tokens of a row. */
  readonly width: number;
  /** Most ticket lines that each row shows, its last ones; all unless given. */
  readonly lines?: readonly number[];
}

/**
 * Samples side by side: x the tokens, y the same one later, and in the prompt its checks; padding does not count.
 * `positions`: where the tokens stand in the whole scratchpad.
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
    if (left > 0) { // what the first line shown takes over from the line before cannot be known
      const first = LINE - FIRST_TARGET;
      const counts = first + (left < tickets.length ? COLUMN.counts : 1); // in a ticket line or in the sum's
      targets.fill(IGNORED, first, first + 1).fill(IGNORED, counts, counts + RANKS.length);
    }
    x.set(row.slice(0, -1), b * width);
    y.set(targets, b * width + FIRST_TARGET - 1);
    for (let t = 0; t < width; t++) {
      const place = t < LINE ? t : t + LINE * left;
      positions[b * width + t] = Math.min(place, LAST_PLACE); // padding may pass it
    }
  });
  return { x, y, positions, shape: [samples.length, width] };
}

/** Group numbers in turns, each as often as its weight (whole numbers) says, spread evenly. */
function groupOrder(weights: readonly number[]): number[] {
  const places = weights.flatMap((weight, group) =>
    Array.from({ length: weight }, (_, i) => ({ group, at: (i + 0.5) / weight }))
  );
  return places.sort((a, b) => a.at - b.at).map(({ group }) => group);
}
