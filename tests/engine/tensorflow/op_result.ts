/** The result of a call, as data that can be compared. */
import * as tf from "@tensorflow/tfjs";

export type OpResult = { readonly error: string } | { readonly outputs: readonly OpOutput[] };

interface OpOutput {
  readonly type: string;
  readonly values: readonly unknown[];
}

/** Runs a call on the current backend and frees what it made. */
export async function resultOf(
  f: () => tf.Tensor | tf.Tensor[] | Promise<tf.Tensor | tf.Tensor[]>,
): Promise<OpResult> {
  tf.engine().startScope();
  try {
    return readResult(await f());
  } catch (error) {
    return { error: (error as Error).message };
  } finally {
    tf.engine().endScope();
  }
}

export function readResult(result: tf.Tensor | tf.Tensor[]): OpResult {
  const outputs = [result].flat().map((tensor) => ({
    type: `${tensor.dtype} [${tensor.shape}]`,
    values: Array.from(tensor.dataSync() as ArrayLike<unknown>),
  }));
  return { outputs };
}

/** The first difference, as "what the first gives -> what the second gives"; undefined where there is none. */
export function difference(a: OpResult, b: OpResult, tolerance = 1e-4): string | undefined {
  if ("error" in a || "error" in b) {
    if ("error" in a && "error" in b) return undefined;
    const say = (x: OpResult) =>
      "error" in x ? x.error.replace(/\s+/g, " ") : x.outputs.map(({ type }) => type).join();
    return `${say(a)} -> ${say(b)}`;
  }
  if (a.outputs.length !== b.outputs.length) return `${a.outputs.length} results -> ${b.outputs.length}`;
  for (const [i, { type, values }] of a.outputs.entries()) {
    const other = b.outputs[i];
    if (type !== other.type) return `${type} -> ${other.type}`;
    const at = values.findIndex((value, j) => !isClose(value, other.values[j], tolerance));
    if (at >= 0) return `${type} at ${at}: ${String(values[at])} -> ${String(other.values[at])}`;
  }
}

/** 0 and -0 count as the same: kernels do not agree on the sign of a zero. */
function isClose(a: unknown, b: unknown, tolerance: number): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === "number" && typeof b === "number" &&
    Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
}
