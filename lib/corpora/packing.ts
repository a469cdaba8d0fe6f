/**
 * Packing: several short examples in one row, so that little of a batch is padding.
 *
 * A model that gets a row's segment ids (`gpt`'s `segments`) treats every example as if it were alone in the row. Targets
 * that are not to be learned (the question, the padding) are negative: the loss does not count them.
 * T = blockSize; an example of n ids takes n - 1 positions, because its last id is only a target.
 */
import { type Batch, type Batches, type Example, IGNORED } from "./batch.ts";
import { epochBatches } from "./epochs.ts";

/** Rows of examples, each array (rows, T) row by row. */
interface PackedRows {
  readonly x: Int32Array;
  /** The next id where it is to be learned, else -1. */
  readonly y: Int32Array;
  /** 0, 1, 2 … for a row's examples, -1 for its padding. */
  readonly segments: Int32Array;
  readonly rows: number;
  readonly blockSize: number;
  /** By example: the number of its row. */
  readonly rowOf: Int32Array;
}

/**
 * Packs examples into rows: the longest first, each into the row that leaves the least space (best-fit decreasing).
 *
 * @param o.perRow largest number of examples in a row; 1 means no packing
 * @throws {RangeError} naming the example that has no id to learn or is longer than a row
 * @example
 * ```ts
 * import { packExamples } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const example = (...ids: number[]) => // a question of two ids, the rest is the answer
 *   ({ ids: Int32Array.from(ids), answer: Uint8Array.from(ids, (_, i) => i > 1 ? 1 : 0) });
 * const { x, y, segments, rows } = packExamples([example(1, 2, 3, 4), example(5, 6, 7)], { blockSize: 6 });
 * assert.equal(rows, 1);
 * assert.deepEqual([...x], [1, 2, 3, 5, 6, 0]);
 * assert.deepEqual([...y], [-1, 3, 4, -1, 7, -1]);
 * assert.deepEqual([...segments], [0, 0, 0, 1, 1, -1]);
 * ```
 */
export function packExamples(
  examples: readonly Example[],
  o: { readonly blockSize: number; readonly perRow?: number },
): PackedRows {
  const { blockSize: T, perRow = Infinity } = o;
  if (!Number.isInteger(T) || T < 1 || !(perRow >= 1)) {
    throw new RangeError(`packExamples: blockSize and perRow must be from 1 up, got ${T} and ${perRow}`);
  }
  examples.forEach((example, i) => checkExample(example, i, T));
  const rows = bestFit(examples.map(({ ids }) => ids.length - 1), { space: T, perRow });
  const packed: PackedRows = {
    x: new Int32Array(rows.length * T),
    y: new Int32Array(rows.length * T).fill(IGNORED),
    segments: new Int32Array(rows.length * T).fill(-1),
    rows: rows.length,
    blockSize: T,
    rowOf: new Int32Array(examples.length),
  };
  rows.forEach((members, row) => {
    let at = row * T;
    members.forEach((index, segment) => {
      const { ids, answer } = examples[index];
      packed.rowOf[index] = row;
      for (let i = 0; i + 1 < ids.length; i++, at++) {
        packed.x[at] = ids[i];
        if (answer[i + 1]) packed.y[at] = ids[i + 1];
        packed.segments[at] = segment;
      }
    });
  });
  return packed;
}

/** Batches of packed rows, every row once an epoch, in an order drawn from (seed, epoch); see epochs.ts. */
export function shuffledRows(
  packed: PackedRows,
  o: { readonly batchSize: number; readonly seed: number },
): Batches {
  const { rows: count, blockSize } = packed;
  const take = (rows: Int32Array) => takeRows(packed, rows);
  return epochBatches({ ...o, caller: "shuffledRows", items: "packed rows", count, blockSize, take });
}

/** The examples of each row, by their index. */
function bestFit(lengths: readonly number[], o: { space: number; perRow: number }): number[][] {
  const rows: number[][] = [];
  const withSpace: number[][] = Array.from({ length: o.space + 1 }, () => []); // open rows by the positions they have left
  const longestFirst = lengths.map((_, i) => i).sort((a, b) => lengths[b] - lengths[a] || a - b);
  for (const index of longestFirst) {
    let space = lengths[index];
    while (space <= o.space && withSpace[space].length === 0) space++;
    const row = space <= o.space ? withSpace[space].pop()! : rows.push([]) - 1;
    rows[row].push(index);
    const left = Math.min(space, o.space) - lengths[index];
    if (left > 0 && rows[row].length < o.perRow) withSpace[left].push(row);
  }
  return rows;
}

function takeRows({ x, y, segments, blockSize: T }: PackedRows, rows: Int32Array): Batch {
  const take = (from: Int32Array) => {
    const taken = new Int32Array(rows.length * T);
    rows.forEach((row, i) => taken.set(from.subarray(row * T, (row + 1) * T), i * T));
    return taken;
  };
  return { x: take(x), y: take(y), segments: take(segments), shape: [rows.length, T] };
}

function checkExample({ ids, answer }: Example, index: number, T: number): void {
  const refuse = (what: string): never => {
    throw new RangeError(`packExamples: example ${index} ${what}`);
  };
  if (ids.length !== answer.length) refuse(`has ${ids.length} ids and ${answer.length} marks`);
  if (!answer.subarray(1).includes(1)) refuse("has no id to learn (answer is 0 everywhere)");
  if (ids.length - 1 > T) {
    refuse(`takes ${ids.length - 1} positions, a row has ${T}; leave it out or take a larger blockSize`);
  }
}
