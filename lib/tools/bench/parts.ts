/** Times the parts of a computation in turns and prints them beside the whole, for the profiles. */
import * as tf from "@tensorflow/tfjs";
import { rowsTable } from "./report.ts";
import { median } from "../../statistics/mod.ts";

const ROUNDS = 7;

export interface Part {
  readonly name: string;
  /** Runs it; its result is disposed of. */
  readonly run: () => Promise<unknown>;
  /** Operations of its matrix products, for one of `repeats`. */
  readonly flops?: number;
}

/**
 * Times the parts and prints a table of medians.
 *
 * @param parts the whole first, then its parts
 * @param o.repeats how often one run computes the part; default 1
 */
export async function printParts(
  title: string,
  parts: readonly Part[],
  { repeats = 1 }: { readonly repeats?: number } = {},
): Promise<void> {
  const times = new Map(parts.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++) { // round 0 compiles
    for (const { name, run } of parts) {
      const start = performance.now();
      const result = await run();
      if (round > 0) times.get(name)!.push((performance.now() - start) / repeats);
      tf.dispose(result as tf.TensorContainer);
    }
  }
  const rows = parts.map((part) => ({ ...part, ms: median(times.get(part.name)!) }));
  console.log(rowsTable(`${title}: medians of ${ROUNDS} rounds`, rows, {
    "part": ({ name }) => name,
    "ms": ({ ms }) => ms.toFixed(ms < 1 ? 3 : 2),
    "of the whole": ({ ms }) => `${Math.round(100 * ms / rows[0].ms)} %`,
    "GFLOP/s": ({ flops, ms }) => flops ? (flops / ms / 1e6).toFixed(0) : "–",
  }));
}
