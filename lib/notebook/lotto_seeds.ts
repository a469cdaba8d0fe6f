/**
 * Changes that were trained with several seeds: the effect with each seed, so that one sees how much of it is chance. A
 * seed draws the first weights, the order of the data and the test prompts.
 */
import { formatPoints, shareDifference } from "../statistics/mod.ts";
import { ADDED, comparedRows, LEFT_OUT, type Test } from "./lotto_staircase.ts";
import type { RecordedRow } from "./recorded_experiments.ts";

/**
 * Rows for a table: a test, a change, and for each seed the effect in percentage points with the 95 % interval over the
 * prompts, `+12.3 (8.1 … 16.4)`. First all rows of one test, then those of the next. Only changes of which at least two
 * seeds are recorded, both with and without the change.
 */
export function effectsBySeed(
  rows: readonly RecordedRow[],
  tests: readonly Test[],
): Record<string, string>[] {
  const compared = comparedRows(rows);
  const rowsOf = (wanted: string) =>
    new Map(compared.filter(({ name }) => name === wanted).map((r) => [r.seed, r]));
  const inside = LEFT_OUT.map((change) => ({ ...change, label: `${change.label}, inside the whole recipe` }));
  const changes = [...ADDED, ...inside].flatMap(({ label, before, after }) => {
    const without = rowsOf(before), pairs = [...rowsOf(after)].filter(([seed]) => without.has(seed));
    return pairs.length < 2 ? [] : [{ label, without, pairs }];
  });
  return tests.flatMap((test) =>
    changes.map(({ label, without, pairs }) => ({
      "test": test === "greedy" ? "greedy answers" : `${test} prompts`,
      "change": label,
      ...Object.fromEntries(pairs.map(([seed, row]) => {
        const from = without.get(seed)!.scores[test], to = row.scores[test];
        return [`seed ${seed}`, from && to ? formatPoints(shareDifference(from, to)) : "–"];
      })),
    }))
  );
}
