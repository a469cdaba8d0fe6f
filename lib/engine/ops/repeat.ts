/**
 * `repeat`, which training and generation call: a loop over a tree of tensors.
 *
 * In a compiled function it stays a loop: the step is compiled once, and the number of steps is a tensor
 * (../jit/trace_repeat.ts). Elsewhere it is a JavaScript loop. It has no gradient.
 */
import * as tf from "@tensorflow/tfjs";
import { flattenTree, unflattenTree } from "./tree.ts";
import { tidyTree } from "./tidy.ts";

/** Registered by engines that can compile loops. Inputs `{ count, ...state }`, attributes `{ step, oneByOne }`. */
const KERNEL = "Repeat";

/** Whether the current engine can compile loops. If not, `repeat` reads the count back to JavaScript. */
export function hasRepeat(): boolean {
  return tf.getKernel(KERNEL, tf.getBackend()) !== undefined;
}

/**
 * Applies a step to a state `count` times.
 *
 * @param state tensors in plain objects and arrays
 * @param o.count number of steps, int32 scalar, from 0
 * @param o.step returns the next state from the state and the index (int32 scalar, from 0), with the same names, dtypes
 *   and shapes; it may use tensors from outside, but must not read values
 * @returns the state after the last step, as new tensors
 * @throws RangeError if a step changes a name, dtype or shape
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { repeat } from "lib/engine/ops";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const double = ({ x }: { x: tf.Tensor }) => ({ x: tf.mul(x, 2) });
 * const { x } = repeat({ x: tf.scalar(3) }, { count: tf.scalar(4, "int32"), step: double });
 * assert.equal(x.dataSync()[0], 48);
 * ```
 */
export function repeat<S extends object>(
  state: S,
  o: { readonly count: tf.Scalar; readonly step: (state: S, index: tf.Scalar) => S },
): S {
  const { tensors: first, paths: names, structure } = flattenTree(state, "");
  const treeOf = (tensors: readonly tf.Tensor[]) => unflattenTree(structure, tensors) as S;
  const step = (tensors: tf.Tensor[], index: tf.Scalar) => {
    const { tensors: after, paths } = flattenTree(o.step(treeOf(tensors), index), "");
    const next = new Map(paths.map((name, i) => [name, after[i]]));
    return names.map((name, i) => sameType(name, tensors[i], next.get(name)));
  };
  const oneByOne = () => {
    const count = o.count.dataSync()[0];
    let tensors: tf.Tensor[] = first.map((tensor) => tf.clone(tensor));
    for (let i = 0; i < count; i++) {
      const next = tidyTree(() => step(tensors, tf.scalar(i, "int32")).map((tensor) => tf.clone(tensor)));
      tf.dispose(tensors);
      tensors = next;
    }
    return tensors;
  };
  return tidyTree(() => {
    if (!hasRepeat()) return treeOf(oneByOne());
    const inputs = Object.fromEntries(first.map((tensor, i) => [`state${i}`, tensor]));
    // Called directly, because tfjs records no gradients inside a kernel that it runs, and a step may compute gradients.
    const tensors = tf.getKernel(KERNEL, tf.getBackend()).kernelFunc({
      inputs: { count: o.count, ...inputs },
      attrs: { step, oneByOne } as unknown as tf.NamedAttrMap,
      backend: tf.backend(),
    });
    return treeOf(tensors as tf.Tensor[]);
  });
}

function sameType(name: string, before: tf.Tensor, after: tf.Tensor | undefined): tf.Tensor {
  const describe = (x: tf.Tensor | undefined) => x ? `${x.dtype} (${x.shape.join(", ")})` : "nothing";
  if (describe(before) !== describe(after)) {
    throw new RangeError(
      `repeat: a step must keep types and shapes; "${name}" was ${describe(before)}, became ` +
        `${describe(after)}`,
    );
  }
  return after!;
}
