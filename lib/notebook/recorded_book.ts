/** The recorded training on a real book (`deno task experiments:book`), as notebook 04 shows it. */
import type { MeanInterval } from "../statistics/mod.ts";
import { readResult } from "./results.ts";

/** A point of the curves. */
export interface BookEpoch {
  /** "whole": trained on the whole book. "held-out": its last tenth was kept apart. */
  readonly run: string;
  readonly epoch: number;
  /** Mean over the epoch's steps, in nats per token. */
  readonly trainLoss: number;
  /** After the epoch, in nats per token; null where nothing is held out. */
  readonly heldOutLoss: number | null;
  /** Share of the written n-grams that occur in the training text, from 0 to 1, with its 95 % interval. */
  readonly copied: number;
  readonly copiedLow: number | null;
  readonly copiedHigh: number | null;
}

interface BookSample {
  readonly run: string;
  readonly prompt: string;
  readonly continuation: string;
}

export interface RecordedBook {
  readonly epochs: readonly BookEpoch[];
  /** Share of copied n-grams in what the author wrote after the same openings; null where nothing is recorded. */
  readonly author: MeanInterval | null;
  /** Continuations after the last epoch. */
  readonly samples: readonly BookSample[];
  /** Command, date and machine, or a note that nothing is recorded yet. */
  readonly said: string;
}

/** Reads assets/results/book-epochs.json; without the file there are no epochs. @param folder default: assets/results */
export function recordedBook(folder?: URL): RecordedBook {
  const result = readResult("book-epochs", folder);
  if (!result) return { epochs: [], author: null, samples: [], said: "book-epochs is not recorded yet" };
  const { command, date, minutes, machine, rows } = result;
  const [settings, ...others] = rows;
  return {
    epochs: others.filter((row) => "epoch" in row) as unknown as readonly BookEpoch[],
    author: settings.author as MeanInterval,
    samples: others.filter((row) => "continuation" in row) as unknown as readonly BookSample[],
    said: `${command} · ${date} · ${minutes} minutes on ${machine.cpu}, ${machine.cores} ` +
      `${machine.cores === 1 ? "core" : "cores"}`,
  };
}
