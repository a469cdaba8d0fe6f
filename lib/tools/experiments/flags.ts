/** Flags that several experiments have. */
import { Option } from "commander";
import { wholeNumbers } from "../whole_numbers.ts";

/** `--seeds N,N,…`: one training for each seed. */
export function seedsOption(seeds: readonly number[]): Option {
  return new Option("--seeds <numbers>", "one training for each").default(seeds, seeds.join(","))
    .argParser((text) => wholeNumbers("--seeds", text, { least: 0 }));
}

/** `--seed N`. */
export function readSeed(text: string): number {
  return wholeNumbers("--seed", text, { least: 0, most: 1 })[0];
}

/** Learning rates, separated by commas. @throws {RangeError} for anything else */
export function learningRates(text: string): number[] {
  return text.split(",").map((part) => {
    const rate = Number(part);
    if (rate > 0 && rate < 1) return rate;
    throw new RangeError(`expected learning rates between 0 and 1, separated by commas, got "${part}"`);
  });
}
