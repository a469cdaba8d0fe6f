/** What `jit` does where functions are not compiled: it calls the function itself. */
import * as tf from "@tensorflow/tfjs";
import type { JitMode } from "./mode.ts";
import { flattenTree, unflattenTree } from "../ops/tree.ts";

let said = false;

/**
 * Runs f and frees its intermediate tensors. As with a compiled function, the caller owns every tensor in the result:
 * an argument that f returns unchanged is cloned.
 */
export function runEagerly<A extends unknown[], R>(
  f: (...args: A) => R,
  args: A,
  { engine, mode }: { readonly engine: string; readonly mode: JitMode },
): R {
  if (mode !== "eager" || engine !== "tensorflow") sayOnce(engine);
  const given = new Set<tf.Tensor>(flattenTree(args, "").tensors);
  return tf.tidy(
    (() => {
      const tree = flattenTree(f(...args), "");
      const tensors = tree.tensors.map((tensor) => {
        const result = given.has(tensor) ? tf.clone(tensor) : tensor;
        given.add(result);
        return result;
      });
      return unflattenTree(tree.structure, tensors);
    }) as () => tf.TensorContainer,
  ) as R;
}

function sayOnce(engine: string): void {
  if (said) return;
  said = true;
  console.info(
    `jit: the engine "${engine}" does not compile functions; they run op by op, with the same results`,
  );
}
