/** How a tensor of ours is stored in a Hugging Face folder. */

export interface StoredTensor {
  /** Our dotted name and shape. */
  readonly name: string;
  readonly shape: readonly number[];
  /**
   * Their tensors, without the prefix of the model's class ("transformer.", "model."). Several are put side by side along
   * our last axis: queries, keys and values, or gates and what they multiply.
   */
  readonly parts: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Whether theirs are (nOut, nIn), PyTorch's layout, and ours (nIn, nOut). */
  readonly isTransposed: boolean;
  /** The parts are those of so many tensors, one after the other, which are stacked along a new first axis. */
  readonly stack?: number;
  /** Which of their columns (last axis, after transposing) each of ours is; in their order unless given. */
  readonly order?: readonly number[];
}

/** A tensor that is one of theirs, as it is. */
export function same(name: string, shape: readonly number[], theirs = name): StoredTensor {
  return { name, shape, parts: [{ name: theirs, shape }], isTransposed: false };
}

/** A weight (nIn, nOut) that is one or several of PyTorch's linear layers, each (width, nIn). */
export function linears(
  name: string,
  nIn: number,
  theirs: readonly (readonly [name: string, width: number])[],
): StoredTensor {
  const nOut = theirs.reduce((sum, [, width]) => sum + width, 0);
  const parts = theirs.map(([name, width]) => ({ name: `${name}.weight`, shape: [width, nIn] }));
  return { name: `${name}.weight`, shape: [nIn, nOut], parts, isTransposed: true };
}
