/**
 * Trees of tensors (nested plain objects and arrays) as flat lists, and back.
 *
 * Leaves are tensors and plain values (numbers, strings, booleans, null, undefined). In a compiled program the tensors
 * are inputs and outputs; the plain values are part of the program.
 */
import * as tf from "@tensorflow/tfjs";

/** A leaf that is no tensor. */
export type Constant = number | string | boolean | bigint | null | undefined;

/** A tree without its tensors: each is replaced by its index in the flat list. */
export type Structure =
  | { readonly kind: "tensor"; readonly index: number }
  | { readonly kind: "constant"; readonly value: Constant }
  | { readonly kind: "array"; readonly items: readonly Structure[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, item: Structure])[] };

export interface FlatTree {
  readonly tensors: tf.Tensor[];
  /** for each tensor its path, such as "params.h.0.weight" */
  readonly paths: string[];
  readonly structure: Structure;
}

/**
 * Flattens a tree.
 *
 * @param root what the tree is, for paths and errors; "" leaves it out of the paths
 * @throws TypeError for anything but plain objects, arrays, tensors and constants, naming its path
 */
export function flattenTree(tree: unknown, root: string): FlatTree {
  const tensors: tf.Tensor[] = [];
  const paths: string[] = [];
  const around = new Set<object>();
  const visit = (node: unknown, path: string): Structure => {
    if (node instanceof tf.Tensor) {
      paths.push(path);
      return { kind: "tensor", index: tensors.push(node) - 1 };
    }
    if (
      node === null || (typeof node !== "object" && typeof node !== "function" && typeof node !== "symbol")
    ) {
      return { kind: "constant", value: node as Constant };
    }
    const problem = whyNotPlain(node) ??
      (around.has(node as object) ? "an object that contains itself" : null);
    if (problem !== null) {
      throw new TypeError(
        `${path || "the result"}: expected tensors in plain objects and arrays, numbers, strings, ` +
          `booleans, null or undefined; found ${problem}`,
      );
    }
    around.add(node as object);
    const structure: Structure = Array.isArray(node)
      ? { kind: "array", items: node.map((item, i) => visit(item, joinPath(path, i))) }
      : {
        kind: "object",
        entries: Object.entries(node).map(([key, item]) => [key, visit(item, joinPath(path, key))] as const),
      };
    around.delete(node as object);
    return structure;
  };
  return { structure: visit(tree, root), tensors, paths };
}

/**
 * Why a value is not a plain object or array, and so `unflattenTree` could not make it again. Null for plain ones.
 */
function whyNotPlain(node: object | symbol | ((...args: never[]) => unknown)): string | null {
  if (typeof node !== "object") return `a ${typeof node}`;
  const prototype = Object.getPrototypeOf(node);
  if (Array.isArray(node)) {
    if (prototype !== Array.prototype) return `an array of the class ${nameOf(node)}`;
    for (let i = 0; i < node.length; i++) {
      if (!(i in node)) return `an array without an item ${i}; write undefined there`;
    }
    const extra = Reflect.ownKeys(node).length - 1 > node.length;
    return extra ? "an array with properties besides its items" : null;
  }
  if (prototype !== Object.prototype && prototype !== null) {
    const advice = ArrayBuffer.isView(node) ? "; make a tensor of it, such as tf.tensor1d(values)" : "";
    return `${nameOf(node)}${advice}`;
  }
  const hidden = Reflect.ownKeys(node).length > Object.keys(node).length;
  return hidden ? "an object with a symbol or a hidden property as a key" : null;
}

function nameOf(node: object): string {
  return node.constructor?.name || "an object of an unnamed class";
}

/** The path of a value inside the value at another path, such as "params.h" and 0 -> "params.h.0". */
export function joinPath(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** Builds a tree from a structure and tensors. */
export function unflattenTree(structure: Structure, tensors: readonly tf.Tensor[]): unknown {
  switch (structure.kind) {
    case "tensor":
      return tensors[structure.index];
    case "constant":
      return structure.value;
    case "array":
      return structure.items.map((item) => unflattenTree(item, tensors));
    case "object":
      return Object.fromEntries(structure.entries.map(([key, item]) => [key, unflattenTree(item, tensors)]));
  }
}
