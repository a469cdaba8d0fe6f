/**
 * Parameter trees: the weights of a model as plain nested objects and arrays of tensors.
 *
 * A layer's parameters are `{ weight, bias }`; a model's are layers inside objects and arrays. A dotted name is a tensor's
 * path in the tree: `h.0.attn.c_attn.weight`. Optimizers, checkpoints and counters use the functions below, which work for
 * any model.
 */
import type * as tf from "@tensorflow/tfjs";

/** A tree of tensors. Object keys have no dots and are not numbers; arrays contain repeated layers. */
export type Params = { readonly [name: string]: tf.Tensor | Params | readonly Params[] };

type Node = tf.Tensor | Params | readonly Params[];

const isTensor = (node: Node): node is tf.Tensor =>
  typeof (node as tf.Tensor).dtype === "string" && Array.isArray((node as tf.Tensor).shape);

const isNumber = (key: string) => /^\d+$/.test(key);

/**
 * Lists every tensor of a tree by its dotted name, in the order of the tree.
 *
 * @throws TypeError if something in the tree is not a tensor, object or array, or a key has a dot or is a number
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
      if (child === undefined) continue; // an optional tensor that is absent, such as a bias
      if (!Array.isArray(node) && (key === "" || key.includes(".") || isNumber(key))) {
        throw new TypeError(
          `flattenParams: "${key}" cannot name a parameter: no dots, not a number, not empty`,
        );
      }
      walk(child, name === "" ? key : `${name}.${key}`);
    }
  };
  walk(params, "");
  return tensors;
}

/**
 * Builds a tree from dotted names: the inverse of `flattenParams`.
 *
 * @param tensors every tensor by its dotted name; a part that is a number is an index of an array
 * @throws RangeError if a name is used both for a tensor and for a tree, an array has a gap, or a name has empty parts,
 *   begins with a number or is nested too deep
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
  const root: Branch = new Map();
  for (const [name, tensor] of tensors) {
    const keys = name.split(".");
    if (keys.includes("") || isNumber(keys[0]) || keys.length > MAX_DEPTH) {
      throw new RangeError(
        `unflattenParams: "${name.slice(0, 80)}" cannot name a parameter: expected up to ${MAX_DEPTH} ` +
          "parts between dots, none of them empty, the first one not a number",
      );
    }
    const last = keys.pop()!;
    let node = root;
    for (const [i, key] of keys.entries()) {
      const next = node.get(key) ?? new Map();
      const [sibling] = next instanceof Map ? next.keys() : [];
      const below = keys[i + 1] ?? last;
      if (!(next instanceof Map) || sibling !== undefined && isNumber(sibling) !== isNumber(below)) {
        throw new RangeError(`unflattenParams: "${name}" does not fit beside the names before it`);
      }
      node.set(key, next);
      node = next;
    }
    if (node.has(last)) throw new RangeError(`unflattenParams: "${name}" is there twice`);
    node.set(last, tensor);
  }
  return grow(root, "") as P;
}

/** A tree that is being built. Indices are keys, too, so a large index in a file's name does not make a long array. */
type Branch = Map<string, tf.Tensor | Branch>;

/** Largest number of parts in a name, because recursive functions walk the tree. */
const MAX_DEPTH = 100;

function grow(branch: Branch, name: string): Node {
  const child = (key: string): Node => {
    const node = branch.get(key)!;
    return node instanceof Map ? grow(node, name === "" ? key : `${name}.${key}`) : node;
  };
  const [first] = branch.keys();
  if (first === undefined || !isNumber(first)) {
    // fromEntries makes own properties, so "constructor" and "__proto__" are ordinary names.
    return Object.fromEntries([...branch.keys()].map((key) => [key, child(key)])) as Params;
  }
  return Array.from({ length: branch.size }, (_, i) => {
    if (!branch.has(`${i}`)) {
      throw new RangeError(`unflattenParams: "${name}.${i}" is missing, "${name}" has a gap`);
    }
    return child(`${i}`) as Params;
  });
}

/**
 * Makes a tree of the same structure by calling `f` with each tensor and the tensors of the same name in other trees.
 *
 * @param f gets the tensor, its dotted name, and the tensors of that name in `others`
 * @param others trees that have (at least) the names of `params`, such as gradients or optimizer moments
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

/** Frees every tensor of a tree. Tensors that are already freed, or occur twice, are allowed. */
export function disposeParams(params: Params): void {
  for (const tensor of flattenParams(params).values()) if (!tensor.isDisposed) tensor.dispose();
}
