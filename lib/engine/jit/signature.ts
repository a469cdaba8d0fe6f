/**
 * What a compiled program depends on, except the tensors' values: how the arguments are nested, each tensor's type and
 * shape, and every plain value.
 *
 * Calls with the same key share a program; a new key means a new trace. The signature has the same facts for messages.
 * Its paths are short, so different arguments can have the same signature, but never the same key.
 */
import { type Constant, type FlatTree, joinPath, type Structure } from "../ops/tree.ts";

/** The type or value at each path of the arguments, such as "x" -> "float32 [8,16]", "axis" -> "1". */
export type Signature = ReadonlyMap<string, string>;

/**
 * A text that is equal only for arguments that can share a program.
 *
 * Tensors are written `float32 [8,16]`; the rest is written as in JavaScript, with names and strings in quotes, so that
 * different arguments never have the same text.
 */
export function signatureKey(tree: FlatTree): string {
  return write(tree, tree.structure);
}

export function signatureOf(tree: FlatTree): Signature {
  const signature = new Map<string, string>();
  const visit = (structure: Structure, path: string) => {
    const parts = partsOf(structure);
    if (parts.length === 0) signature.set(path, write(tree, structure));
    for (const [key, part] of parts) visit(part, joinPath(path, key));
  };
  visit(tree.structure, "");
  return signature;
}

/** What an array or an object holds, by key; nothing if it is empty, and for a leaf. */
function partsOf(structure: Structure): readonly (readonly [key: string | number, part: Structure])[] {
  if (structure.kind === "array") return [...structure.items.entries()];
  return structure.kind === "object" ? structure.entries : [];
}

function write(tree: FlatTree, structure: Structure): string {
  switch (structure.kind) {
    case "tensor": {
      const { dtype, shape } = tree.tensors[structure.index];
      return `${dtype} [${shape}]`;
    }
    case "constant":
      return show(structure.value);
    case "array":
      return `[${structure.items.map((item) => write(tree, item)).join(", ")}]`;
    case "object": {
      const entries = structure.entries.map(([key, item]) => `${JSON.stringify(key)}: ${write(tree, item)}`);
      return `{${entries.join(", ")}}`;
    }
  }
}

/** A value as JavaScript source. JSON would write null for NaN and Infinity, and 0 for -0. */
function show(value: Constant): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** What differs between two calls, such as "x: float32 [8,16] -> float32 [4,16]"; at most three differences. */
export function describeChange(
  from: { readonly signature: Signature; readonly key: string },
  to: { readonly signature: Signature; readonly key: string },
): string {
  const changes: string[] = [];
  for (const path of new Set([...from.signature.keys(), ...to.signature.keys()])) {
    const before = from.signature.get(path) ?? "absent", after = to.signature.get(path) ?? "absent";
    if (before !== after) changes.push(`${path}: ${before} -> ${after}`);
  }
  // Such as [x] -> {0: x}: the paths are equal, only the nesting differs.
  if (changes.length === 0) return `${shorten(from.key)} -> ${shorten(to.key)}`;
  const rest = changes.length > 3 ? `, and ${changes.length - 3} more` : "";
  return changes.slice(0, 3).join(", ") + rest;
}

function shorten(key: string): string {
  return key.length > 100 ? `${key.slice(0, 100)} …` : key;
}
