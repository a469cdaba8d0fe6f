/**
 * What a compiled program depends on besides the tensors' values: each argument's type, shape or constant.
 *
 * Arguments with the same signature share a program; another signature means another trace.
 */
import type { FlatTree, Structure } from "./tree.ts";

/** For each place in the arguments what is there, such as "x" -> "float32 [8,16]", "axis" -> "1". */
export type Signature = ReadonlyMap<string, string>;

export function signatureOf(tree: FlatTree): Signature {
  const signature = new Map<string, string>();
  const visit = (structure: Structure, path: string) => {
    switch (structure.kind) {
      case "tensor": {
        const { dtype, shape } = tree.tensors[structure.index];
        signature.set(tree.paths[structure.index], `${dtype} [${shape}]`);
        break;
      }
      case "constant":
        signature.set(
          path,
          typeof structure.value === "bigint" ? `${structure.value}n` : show(structure.value),
        );
        break;
      case "array":
        if (structure.items.length === 0) signature.set(path, "[]");
        structure.items.forEach((item, i) => visit(item, join(path, i)));
        break;
      case "object":
        if (structure.entries.length === 0) signature.set(path, "{}");
        structure.entries.forEach(([key, item]) => visit(item, join(path, key)));
        break;
    }
  };
  visit(tree.structure, "");
  return signature;
}

function show(value: unknown): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value) ?? String(value);
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** A text that is the same for the same signature. */
export function signatureKey(signature: Signature): string {
  return [...signature].map(([path, what]) => `${path}=${what}`).join(";");
}

/** What differs between two signatures, such as "x: float32 [8,16] -> float32 [4,16]"; at most three places. */
export function describeChange(from: Signature, to: Signature): string {
  const changes: string[] = [];
  for (const path of new Set([...from.keys(), ...to.keys()])) {
    const before = from.get(path) ?? "absent", after = to.get(path) ?? "absent";
    if (before !== after) changes.push(`${path}: ${before} -> ${after}`);
  }
  const rest = changes.length > 3 ? `, and ${changes.length - 3} more` : "";
  return changes.slice(0, 3).join(", ") + rest;
}
