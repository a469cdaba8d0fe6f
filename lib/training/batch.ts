/**
 * Puts batches of token ids on the engine and checks them. The types `Batch` and `Batches` are lib/corpora's (batch.ts).
 *
 * B: sequences in a batch, T: tokens in a sequence.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../corpora/mod.ts";

/** A batch on the engine: all (B, T), int32; `segments` and `positions` where the batch has them. */
export type TensorBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  readonly segments?: tf.Tensor2D;
  readonly positions?: tf.Tensor2D;
};

const FIELDS = ["x", "y", "segments", "positions"] as const;

/** Puts a batch on the engine. The caller disposes the tensors. @throws as {@link checkBatch} */
export function uploadBatch(batch: Batch, o: { readonly vocabSize: number }): TensorBatch {
  checkBatch(batch, o);
  return mapFields((name) => batch[name] && tf.tensor2d(batch[name], [...batch.shape], "int32"));
}

/** Batches of one shape on the engine, as the rows of (N, B, T) tensors, int32. */
export type StackedBatches = { readonly [name in keyof TensorBatch]: tf.Tensor3D };

/**
 * Puts batches on the engine in one copy for each field. The caller disposes the tensors.
 *
 * @param batches checked ones of the same form (see {@link sameForm}).
 * @param rows N, the number of batches there is room for; what is left over is zeros.
 */
export function stackBatches(batches: readonly Batch[], rows: number): StackedBatches {
  const [B, T] = batches[0].shape;
  return mapFields((name) => {
    if (!batches[0][name]) return undefined;
    const ids = new Int32Array(rows * B * T);
    batches.forEach((batch, i) => ids.set(batch[name]!, i * B * T));
    return tf.tensor3d(ids, [rows, B, T], "int32");
  });
}

/** The batch in one row of a stack; `index` an int32 scalar. */
export function batchOfStack(stack: StackedBatches, index: tf.Scalar): TensorBatch {
  return mapFields((name) => {
    const all = stack[name];
    if (!all) return undefined;
    const [rows, B, T] = all.shape;
    return rows === 1 ? tf.reshape(all, [B, T]) : tf.gather(all, index) as unknown as tf.Tensor2D;
  });
}

/** Whether two batches have the same shape and the same fields. */
export function sameForm(a: Batch, b: Batch): boolean {
  return a.shape[0] === b.shape[0] && a.shape[1] === b.shape[1] &&
    FIELDS.every((name) => (a[name] === undefined) === (b[name] === undefined));
}

function mapFields<T>(f: (name: (typeof FIELDS)[number]) => T | undefined) {
  const made = FIELDS.map((name) => [name, f(name)] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(made) as { x: T; y: T; segments?: T; positions?: T };
}

/**
 * Checks every id: engines differ in what an id out of range does (a crash, a row of zeros), and none of them says
 * which one it was.
 *
 * @throws {RangeError} on an id outside 0 … vocabSize - 1 (targets may also be negative: ignored), and where there are
 *   no tokens.
 * @throws {TypeError} where it is no batch, or the arrays do not fill the shape.
 */
export function checkBatch(batch: Batch, o: { readonly vocabSize: number }): void {
  if (!Array.isArray(batch?.shape)) {
    const json = batch as unknown instanceof Promise ? "a promise" : JSON.stringify(batch) ?? "nothing";
    throw new TypeError(
      `uploading a batch: expected { x, y, shape: [B, T] }, found ${json.slice(0, 60)}. Does the function ` +
        `\`at\` return a batch for every step?`,
    );
  }
  const [B, T] = batch.shape;
  if (![B, T].every((size) => Number.isInteger(size) && size >= 1)) {
    throw new RangeError(`uploading a batch: its shape (${batch.shape.join(", ")}) holds no tokens`);
  }
  for (const name of FIELDS) {
    const ids: unknown = batch[name];
    if (ids === undefined && name !== "x" && name !== "y") continue;
    if (!(ids instanceof Int32Array)) {
      throw new TypeError(`uploading a batch: ${name} must be an Int32Array of ids`);
    }
    if (ids.length !== B * T) {
      throw new TypeError(
        `uploading a batch: ${name} holds ${ids.length} ids, its shape (${B}, ${T}) needs ${B * T}`,
      );
    }
  }
  checkIds(batch, o.vocabSize);
}

function checkIds({ x, y, positions, shape: [, T] }: Batch, vocabSize: number): void {
  const refuse = (name: string, i: number, found: number, why: string): never => {
    throw new RangeError(`uploading a batch: ${name}[${Math.floor(i / T)}, ${i % T}] is ${found}${why}`);
  };
  const before = positions?.findIndex((position) => position < 0) ?? -1;
  if (before >= 0) refuse("positions", before, positions![before], "; positions are counted from 0");
  const expected = `, but this model's ids go from 0 to ${vocabSize - 1}. Was the text encoded with the ` +
    "model's own tokenizer?";
  for (let i = 0; i < x.length; i++) {
    if (x[i] < 0 || x[i] >= vocabSize) refuse("x", i, x[i], expected);
    if (y[i] >= vocabSize) refuse("y", i, y[i], expected);
  }
}

/** Targets of a batch that count in its loss: those that are not negative. */
export function countTargets(batch: Batch): number {
  let count = 0;
  for (const id of batch.y) if (id >= 0) count++;
  return count;
}
