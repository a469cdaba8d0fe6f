/**
 * Batches of token ids: how data reaches a training step.
 *
 * A batch is plain typed arrays; a stream of batches is a pure function of the step number, which makes training
 * resumable by construction: whoever knows the step knows the data. Where batches come from (files, windows,
 * shuffling) is lib/corpora's concern. B: sequences in a batch, T: tokens in a sequence.
 */
import * as tf from "@tensorflow/tfjs";

export interface Batch {
  /** (B, T) input ids, row by row. */
  readonly x: Int32Array;
  /** (B, T) target ids: the id that should follow. A negative target is not counted in the loss. */
  readonly y: Int32Array;
  /** (B, T) where rows hold several texts: equal ids for the tokens of one text. See `gpt`'s `segments`. */
  readonly segments?: Int32Array;
  /** (B, T) where tokens do not stand at 0, 1, 2 …: the place of each. See `gpt`'s `positions`. */
  readonly positions?: Int32Array;
  readonly shape: readonly [B: number, T: number];
}

export interface Batches {
  /** Sequences in a batch. */
  readonly batchSize: number;
  /** Tokens in a sequence. */
  readonly blockSize: number;
  /** Batches that make one pass over the corpus. */
  readonly stepsPerEpoch: number;
  /** The batch of a step, counted from 0 without end. The same step gives the same batch. */
  at(step: number): Batch;
}

/** A batch on the engine: all (B, T), int32; `segments` and `positions` where the batch has them. */
export interface TensorBatch {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  readonly segments?: tf.Tensor2D;
  readonly positions?: tf.Tensor2D;
}

/**
 * Puts a batch on the engine, after checking every id: engines differ in what an id out of range does (a crash, a
 * row of zeros), and none of them says which one it was.
 *
 * @param batch x and y, (B, T) each, and segments and positions if there are any.
 * @param o.vocabSize ids must be below it.
 * @returns int32 tensors (B, T) that the caller disposes.
 * @throws {RangeError} on an id outside 0 … vocabSize - 1 (targets may also be negative: ignored).
 * @throws {TypeError} where the arrays do not fill the shape.
 */
export function uploadBatch(batch: Batch, o: { readonly vocabSize: number }): TensorBatch {
  const [B, T] = batch.shape;
  for (const name of ["x", "y", "segments", "positions"] as const) {
    const found = batch[name]?.length ?? B * T;
    if (found !== B * T) {
      throw new TypeError(
        `uploading a batch: ${name} holds ${found} ids, its shape (${B}, ${T}) needs ${B * T}`,
      );
    }
  }
  checkIds(batch, o.vocabSize);
  const upload = (ids: Int32Array) => tf.tensor2d(ids, [B, T], "int32");
  const { x, y, segments, positions } = batch;
  return {
    x: upload(x),
    y: upload(y),
    ...(segments && { segments: upload(segments) }),
    ...(positions && { positions: upload(positions) }),
  };
}

function checkIds({ x, y, shape: [, T] }: Batch, vocabSize: number): void {
  const fail = (name: string, i: number, id: number): never => {
    throw new RangeError(
      `uploading a batch: ${name}[${Math.floor(i / T)}, ${
        i % T
      }] is ${id}, but this model's ids go from 0 to ` +
        `${vocabSize - 1}. Was the text encoded with the model's own tokenizer?`,
    );
  };
  for (let i = 0; i < x.length; i++) {
    if (x[i] < 0 || x[i] >= vocabSize) fail("x", i, x[i]);
    if (y[i] >= vocabSize) fail("y", i, y[i]);
  }
}

/** Targets of a batch that count in its loss: those that are not negative. */
export function countTargets(batch: Batch): number {
  let count = 0;
  for (const id of batch.y) if (id >= 0) count++;
  return count;
}
