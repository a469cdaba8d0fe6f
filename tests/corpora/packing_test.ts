import assert from "node:assert/strict";
import type { Example } from "../../lib/corpora/batch.ts";
import { packExamples, shuffledRows } from "lib/corpora";

/** An example of `length` ids that begin at `from`; the last `learned` are the answer. */
function example(from: number, length: number, learned = 1): Example {
  return {
    ids: Int32Array.from({ length }, (_, i) => from + i),
    answer: Uint8Array.from({ length }, (_, i) => i >= length - learned ? 1 : 0),
  };
}

/** Many examples of lengths 3 to 20, each with different ids. */
const many = Array.from({ length: 200 }, (_, i) => example(100 * i, 3 + (i * 7) % 18, 1 + i % 2));

/** The examples of the rows, by their first id. */
function unpack(packed: { x: Int32Array; y: Int32Array; segments: Int32Array }, T: number) {
  const found = new Map<number, { x: number[]; y: number[] }>();
  let last = "", current = { x: [] as number[], y: [] as number[] };
  packed.x.forEach((id, i) => {
    if (packed.segments[i] < 0) return;
    const key = `${Math.floor(i / T)}:${packed.segments[i]}`;
    if (key !== last) found.set(id, current = { x: [], y: [] });
    last = key;
    current.x.push(id);
    current.y.push(packed.y[i]);
  });
  return found;
}

Deno.test("packExamples() keeps every example whole, in one segment of one row", () => {
  const packed = packExamples(many, { blockSize: 24 });
  const found = unpack(packed, 24);
  assert.equal(found.size, many.length);
  many.forEach(({ ids, answer }, i) => {
    const { x, y } = found.get(ids[0])!;
    assert.deepEqual(x, [...ids.subarray(0, -1)]);
    assert.deepEqual(y, [...ids.subarray(1)].map((id, j) => answer[j + 1] ? id : -1));
    const row = packed.rowOf[i];
    assert.ok(packed.x.subarray(row * 24, (row + 1) * 24).includes(ids[0]));
  });
});

Deno.test("packExamples() leaves little padding, and one example a row leaves much", () => {
  const places = many.reduce((sum, { ids }) => sum + ids.length - 1, 0);
  const packed = packExamples(many, { blockSize: 24 });
  assert.ok(places / (packed.rows * 24) > 0.95, `${packed.rows} rows for ${places} places`);
  const alone = packExamples(many, { blockSize: 24, perRow: 1 });
  assert.equal(alone.rows, many.length);
  assert.ok(alone.segments.every((id) => id <= 0));
});

Deno.test("padding is of no segment and has no target", () => {
  const { x, y, segments, rows } = packExamples([example(1, 4)], { blockSize: 6 });
  assert.equal(rows, 1);
  assert.deepEqual([...x], [1, 2, 3, 0, 0, 0]);
  assert.deepEqual([...y], [-1, -1, 4, -1, -1, -1]);
  assert.deepEqual([...segments], [0, 0, 0, -1, -1, -1]);
});

Deno.test("shuffledRows() gives every row once an epoch, in another order each epoch, the same for a step", () => {
  const packed = packExamples(many, { blockSize: 24, perRow: 1 });
  const batches = shuffledRows(packed, { batchSize: 8, seed: 3 });
  assert.equal(batches.stepsPerEpoch, 25);
  const firsts = (epoch: number) =>
    Array.from({ length: 25 }, (_, i) => {
      const { x, shape } = batches.at(epoch * 25 + i);
      assert.deepEqual(shape, [8, 24]);
      return Array.from({ length: 8 }, (_, row) => x[row * 24]);
    }).flat();
  const all = many.map(({ ids }) => ids[0]).sort((a, b) => a - b);
  const one = firsts(0), two = firsts(1);
  assert.deepEqual(one.toSorted((a, b) => a - b), all);
  assert.deepEqual(two.toSorted((a, b) => a - b), all);
  assert.notDeepEqual(one, two);
  assert.deepEqual(batches.at(30), shuffledRows(packed, { batchSize: 8, seed: 3 }).at(30));
});

Deno.test("packExamples() refuses what cannot be learned or does not fit, naming the example", () => {
  const fine = example(1, 4);
  assert.throws(
    () => packExamples([fine, example(1, 9)], { blockSize: 7 }),
    /example 1 takes 8 positions, a row has 7/,
  );
  assert.throws(() => packExamples([example(1, 4, 0)], { blockSize: 7 }), /example 0 has no id to learn/);
  assert.throws(
    () => packExamples([{ ids: fine.ids, answer: new Uint8Array(2) }], { blockSize: 7 }),
    /example 0 has 4 ids and 2 marks/,
  );
  assert.throws(() => packExamples([fine], { blockSize: 0 }), RangeError);
  const packed = packExamples([fine], { blockSize: 4 });
  assert.throws(
    () => shuffledRows(packed, { batchSize: 2, seed: 1 }),
    /1 packed rows are fewer than one batch of 2/,
  );
});
