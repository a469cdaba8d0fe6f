/**
 * Rewrites an op before it is recorded. Most ops stay; some are replaced by ops that this compiler or precision runs
 * faster, or that give what the op gives uncompiled.
 */
import { ATTRIBUTE, type Attribute, DTYPE } from "../tensorflow/mod.ts";
import { castMatmuls, type MatmulPrecision } from "./precision.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";
import { xlaArgExtreme } from "./xla_arg_max.ts";
import { isRandomOp, xlaRandom } from "./xla_random.ts";
import {
  canMarkWrongIndices,
  castsToSmallest,
  xlaCastToInt,
  xlaGather,
  xlaGatherND,
} from "./xla_semantics.ts";

export interface LowerRequest {
  readonly op: string;
  readonly attributes: readonly Attribute[];
  /** how many inputs it has */
  readonly inputs: number;
  /** an input as a part of the program */
  readonly input: (i: number) => SymbolicTensor;
  /** the values of an input that is known during the trace, such as a shape; it need not be a part of the program */
  readonly valuesOf: (i: number) => Int32Array;
}

/** Records an op, or the ops that stand for it. @returns its outputs */
export function recordLowered(
  tracer: Tracer,
  { op, attributes, inputs, input, valuesOf }: LowerRequest,
  { xla, matmul }: { readonly xla: boolean; readonly matmul: MatmulPrecision },
): SymbolicTensor[] {
  if (xla && isRandomOp(op)) {
    return [xlaRandom(tracer, op, { shape: [...valuesOf(0)], seed: input(1) })];
  }
  const axisOf = (i: number) => {
    const [axis] = valuesOf(i);
    return axis < 0 ? axis + input(0).shape.length : axis;
  };
  if (xla && (op === "ArgMax" || op === "ArgMin") && input(0).dtype === DTYPE.float32) {
    return [xlaArgExtreme(tracer, op, input(0), axisOf(1))];
  }
  const symbols = Array.from({ length: inputs }, (_, i) => input(i));
  if (xla && op === "GatherV2" && canMarkWrongIndices(symbols[0], symbols[1])) {
    return xlaGather(tracer, attributes, { inputs: symbols, axis: axisOf(2) });
  }
  if (xla && op === "GatherNd" && canMarkWrongIndices(symbols[0], symbols[1])) {
    return xlaGatherND(tracer, attributes, symbols);
  }
  if (xla && op === "Cast" && castsToSmallest(tracer, attributes)) {
    return xlaCastToInt(tracer, attributes, symbols[0]);
  }
  const lower = castMatmuls(op, attributes, matmul);
  if (lower !== undefined) {
    const cast = symbols.map((symbol) => tracer.record("Cast", lower.before, [symbol])[0]);
    return tracer.record("Cast", lower.after, tracer.record(op, lower.attributes, cast));
  }
  const outputs = tracer.record(op, attributes, symbols);
  return xla && isVectorProduct(op, outputs[0]) ? keptApart(tracer, outputs) : outputs;
}

/** One row times a matrix: what each product is when one text is continued. */
function isVectorProduct(op: string, output: SymbolicTensor): boolean {
  return /^(Batch)?MatMul/.test(op) && output.dtype === DTYPE.float32 && output.shape.at(-2) === 1;
}

/**
 * The same values, which XLA does not fuse with what follows: with a bias or an activation in it, the product of a row
 * runs on one core and takes twice as long.
 */
function keptApart(tracer: Tracer, values: readonly SymbolicTensor[]): SymbolicTensor[] {
  const T = { name: "T", type: ATTRIBUTE.type, value: values.map(({ dtype }) => dtype) };
  return tracer.record("XlaOptimizationBarrier", [T], values);
}
