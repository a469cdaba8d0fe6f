/**
 * Parameter trees: the weights of a model as plain nested objects and arrays of tensors.
 *
 * A layer's parameters are `{ weight, bias }`, a model's are layers inside objects and arrays, and a dotted name
 * says where a tensor sits: `h.0.attn.c_attn.weight`. Optimisers, checkpoints and counters walk the tree with
 * the functions below and know nothing of the model. Left out: anything about a particular layer.
 */
import type * as tf from "@tensorflow/tfjs";

/** A tree of tensors. Object keys are names without dots and not numbers; arrays hold repeated layers. */
export type Params = { readonly [name: string]: tf.Tensor | Params | readonly Params[] };

type Node = tf.Tensor | Params | readonly Params[];

const isTensor = (node: Node): node is tf.Tensor =>
  typeof (node as tf.Tensor).dtype === "string" && Array.isArray((node as tf.Tensor).shape);

const isNumber = (key: string) => /^\d+$/.test(key);

/**
 * Lists every tensor of a tree under its dotted name, in the order in which the tree was written.
 *
 * @throws TypeError if something in the tree is no tensor, object or array, or a key has a dot or is a number
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { flattenParams } from "lib/nn";
 * import assert from "node:assert/strict";
 * const params = { wte: { weight: tf.zeros([3, 2]) }, h: [{ bias: tf.zeros([2]) }] };
 * assert.deepEqual([...flattenParams(params).keys()], ["wte.weight", "h.0.bias"]);
 * ```
 */
export function flattenParams(params: Params): Map<string, tf.Tensor> {
  const tensors = new Map<string, tf.Tensor>();
  const walk = (node: Node, name: string) => {
    if (node === null || typeof node !== "object") {
      throw new TypeError(`flattenParams: expected a tensor, object or array at "${name}", found ${node}`);
    }
    if (isTensor(node)) {
      tensors.set(name, node);
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      if (child === undefined) continue; // an optional tensor that is not there, such as a bias
      if (!Array.isArray(node) && (key.includes(".") || isNumber(key))) {
        throw new TypeError(`flattenParams: "${key}" cannot name a parameter: no dots, not a number`);
      }
      walk(child, name === "" ? key : `${name}.${key}`);
    }
  };
  walk(params, "");
  return tensors;
}

/**
 * Builds the tree back from dotted names: the inverse of `flattenParams`.
 *
 * @param tensors every tensor by its dotted name; a part that is a number is an index into an array
 * @throws RangeError if a name is used both for a tensor and for a tree, or an array has a gap
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { flattenParams, unflattenParams } from "lib/nn";
 * import assert from "node:assert/strict";
 * const params = { h: [{ bias: tf.zeros([2]) }, { bias: tf.ones([2]) }] };
 * assert.deepEqual(unflattenParams(flattenParams(params)), params);
 * ```
 */
export function unflattenParams<P extends Params>(tensors: Map<string, tf.Tensor>): P {
  const root: Record<string, unknown> = {};
  for (const [name, tensor] of tensors) {
    const keys = name.split(".");
    let node = root;
    keys.slice(0, -1).forEach((key, i) => {
      // Names come from files: "constructor.weight" must not reach into what every object inherits.
      if (!Object.hasOwn(node, key)) node[key] = isNumber(keys[i + 1]) ? [] : {};
      node = node[key] as Record<string, unknown>;
      if (isTensor(node as Node) || Array.isArray(node) !== isNumber(keys[i + 1])) {
        throw new RangeError(`unflattenParams: "${name}" does not fit beside the names before it`);
      }
    });
    const last = keys[keys.length - 1];
    if (Object.hasOwn(node, last)) throw new RangeError(`unflattenParams: "${name}" is there twice`);
    node[last] = tensor;
  }
  const checkGaps = (node: unknown, name: string) => {
    if (typeof node !== "object" || node === null || isTensor(node as Node)) return;
    if (Array.isArray(node)) {
      const gap = Array.from(node).findIndex((child) => child === undefined);
      if (gap >= 0) throw new RangeError(`unflattenParams: "${name}.${gap}" is missing, "${name}" has a gap`);
    }
    for (const [key, child] of Object.entries(node)) checkGaps(child, name === "" ? key : `${name}.${key}`);
  };
  checkGaps(root, "");
  return root as P;
}

/**
 * Makes a tree of the same form by calling `f` on each tensor, together with the same tensor of other trees.
 *
 * @param f gets the tensor, its dotted name, and the tensors of that name in `others`
 * @param others trees that have (at least) the names of `params`, such as gradients or optimiser moments
 * @throws RangeError if one of `others` lacks a name
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { mapParams } from "lib/nn";
 * import assert from "node:assert/strict";
 * const params = { weight: tf.tensor1d([1, 2]) }, grads = { weight: tf.tensor1d([10, 20]) };
 * const next = mapParams((w, _name, g) => tf.sub(w, tf.mul(g, 0.5)), params, grads);
 * assert.deepEqual(next.weight.arraySync(), [-4, -8]);
 * ```
 */
export function mapParams<P extends Params>(
  f: (tensor: tf.Tensor, name: string, ...others: tf.Tensor[]) => tf.Tensor,
  params: P,
  ...others: P[]
): P {
  const tables = others.map(flattenParams);
  const mapped = new Map<string, tf.Tensor>();
  for (const [name, tensor] of flattenParams(params)) {
    const rest = tables.map((table, i) => {
      const other = table.get(name);
      if (!other) {
        throw new RangeError(`mapParams: tree ${i + 2} has no tensor "${name}"; the first tree does`);
      }
      return other;
    });
    mapped.set(name, f(tensor, name, ...rest));
  }
  return unflattenParams<P>(mapped);
}

/** Counts the numbers in all tensors of a tree. */
export function countParams(params: Params): number {
  let count = 0;
  for (const tensor of flattenParams(params).values()) count += tensor.size;
  return count;
}

/** Frees every tensor of a tree; a tensor that is already freed, or is there twice, is no fault. */
export function disposeParams(params: Params): void {
  for (const tensor of flattenParams(params).values()) if (!tensor.isDisposed) tensor.dispose();
}
