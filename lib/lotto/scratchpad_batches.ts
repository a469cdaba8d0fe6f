/**
 * Training batches of scratchpads, new samples at every step.
 *
 * Rows of a batch have about equally many tickets, so little is padding and each of the four lengths compiles once.
 * What is drawn, and how rigged, is the caller's dataset options; wanted are all eight match classes in each place.
 */
import type { Batch, Batches } from "../training/mod.ts";
import { type DatasetOptions, lottoDataset } from "./dataset.ts";
import { isFailure } from "./machine.ts";
import type { Sample } from "./sample.ts";
import {
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadLength,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "./scratchpad.ts";
import { MAX_TICKETS } from "./scratchpad_tokens.ts";
import { balancedTickets, type DrawTickets, MATCH_CLASSES, naturalTickets } from "./tickets.ts";

/** A target that does not count. */
const IGNORED = -1;

export interface ScratchpadBatchOptions extends ScratchpadOptions {
  readonly seed: number;
  /** Tokens in a batch, about; rows of fewer tickets come more to a batch. */
  readonly tokensPerBatch: number;
  /** Most tickets of each group of rows, ascending; default 5, 10, 15, 20. */
  readonly groups?: readonly number[];
  /** How often each group has a batch, default all alike. */
  readonly groupWeights?: readonly number[];
  readonly drawTickets?: DrawTickets;
  /** Share of invalid purchases in the first group, default 0.15. */
  readonly invalid?: number;
}

/**
 * A quarter by chance, a tenth all of one class, the rest with each ticket rigged with a probability that is itself
 * drawn anew for each purchase, from 0.1 to 0.9, over all eight match classes.
 */
export const mixedTickets: DrawTickets = (purchase, o) => {
  const kind = o.random.weighted([0.25, 0.1, 0.65]);
  if (kind === 0) return naturalTickets(purchase, o);
  if (kind === 1) {
    const chosen = MATCH_CLASSES[o.random.below(MATCH_CLASSES.length)];
    const weights = { "0": 0, "1": 0, "2": 0, "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0, [chosen]: 1 };
    return balancedTickets({ weights })(purchase, o);
  }
  return balancedTickets({ share: 0.1 + 0.8 * o.random.below(1000) / 1000 })(purchase, o);
};

/** Batches without end; the same step gives the same batch. */
export function scratchpadBatches(options: ScratchpadBatchOptions): Batches {
  const { seed, tokensPerBatch, groups = [5, 10, 15, 20], drawTickets = mixedTickets, invalid = 0.15 } =
    options;
  const weights = options.groupWeights ?? groups.map(() => 1);
  const widths = groups.map((most) => scratchpadLength(most) - 1);
  const datasets = groups.map((most, i) => {
    const tickets = { min: (groups[i - 1] ?? 0) + 1, max: most };
    const o: DatasetOptions = { seed: seed * 64 + i, tickets, drawTickets, invalid: i === 0 ? invalid : 0 };
    return lottoDataset(o);
  });
  const order = groupOrder(weights);
  const rowsOf = (group: number) => Math.max(1, Math.round(tokensPerBatch / widths[group]));
  return {
    batchSize: rowsOf(0),
    blockSize: scratchpadLength(MAX_TICKETS) - 1,
    stepsPerEpoch: order.length,
    at(step) {
      const group = order[step % order.length];
      const rows = rowsOf(group);
      const samples = Array.from({ length: rows }, (_, b) => datasets[group].at(step * rows + b));
      return scratchpadBatch(samples, { width: widths[group], work: options.work });
    },
  };
}

/** Samples side by side: x the tokens, y the same one later; the prompt and the padding do not count. */
export function scratchpadBatch(
  samples: readonly Sample[],
  o: ScratchpadOptions & { readonly width: number },
): Batch {
  const { width } = o;
  const x = new Int32Array(samples.length * width), y = new Int32Array(x.length).fill(IGNORED);
  samples.forEach(({ purchase, answer }, b) => {
    const tickets = isFailure(answer) ? [] : answer.tickets;
    const row = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets, o)];
    x.set(row.slice(0, -1), b * width);
    y.set(row.slice(PROMPT_TOKENS), b * width + PROMPT_TOKENS - 1);
  });
  return { x, y, shape: [samples.length, width] };
}

/** Group numbers in turns, each as often as its weight (whole numbers) says, spread evenly. */
function groupOrder(weights: readonly number[]): number[] {
  const places = weights.flatMap((weight, group) =>
    Array.from({ length: weight }, (_, i) => ({ group, at: (i + 0.5) / weight }))
  );
  return places.sort((a, b) => a.at - b.at).map(({ group }) => group);
}
