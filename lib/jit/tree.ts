/**
 * Nested objects and arrays of tensors as a flat list, and back.
 *
 * Leaves are tensors, which are a program's inputs and outputs, and plain values (numbers, strings, booleans, null,
 * undefined), which are part of the program itself.
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
  /** for each tensor its place, such as "params.h.0.weight" */
  readonly paths: string[];
  readonly structure: Structure;
}

/**
 * Takes a tree apart.
 *
 * @param root what the tree is, for paths and errors; "" leaves it out of the paths
 * @throws TypeError for anything but plain objects, arrays, tensors and constants, naming its place
 */
export function flattenTree(tree: unknown, root: string): FlatTree {
  const tensors: tf.Tensor[] = [];
  const paths: string[] = [];
  const visit = (node: unknown, path: string): Structure => {
    if (node instanceof tf.Tensor) {
      paths.push(path);
      return { kind: "tensor", index: tensors.push(node) - 1 };
    }
    if (Array.isArray(node)) {
      return {
        kind: "array",
        items: node.map((item, i) => visit(item, join(path, i))),
      };
    }
    if (node !== null && typeof node === "object") {
      const prototype = Object.getPrototypeOf(node);
      if (prototype === Object.prototype || prototype === null) {
        const entries = Object.entries(node).map(([key, item]) =>
          [key, visit(item, join(path, key))] as const
        );
        return { kind: "object", entries };
      }
    }
    if (
      typeof node === "function" || typeof node === "symbol" || (typeof node === "object" && node !== null)
    ) {
      const found = typeof node === "object" ? node.constructor?.name ?? "an object" : `a ${typeof node}`;
      throw new TypeError(
        `${
          path || "the result"
        }: expected tensors in plain objects and arrays, numbers, strings or booleans; found ${found}`,
      );
    }
    return { kind: "constant", value: node as Constant };
  };
  return { structure: visit(tree, root), tensors, paths };
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** Puts a tree together from a structure and tensors. */
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
