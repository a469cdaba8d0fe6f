/**
 * Rewrites an op before it is recorded. Most ops stay. Some are replaced by ops that this compiler or precision runs
 * faster, or by ops with the same results as the op has uncompiled.
 */
import { type Attribute, DTYPE } from "../tensorflow/mod.ts";
import { asBFloat16, isFloatProduct, type MatmulPrecision } from "./precision.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { rowProductInParts } from "./row_product.ts";
import { recordTiled, type TiledValue } from "./tiled_product.ts";
import { xlaArgExtreme } from "./xla_arg_max.ts";
import { keptApart } from "./xla_barrier.ts";
import { isRandomOp, xlaRandom } from "./xla_random.ts";
import {
  canMarkWrongIndices,
  castsBoolToFloat,
  castsToSmallest,
  xlaCastToInt,
  xlaCastToOneOrZero,
  xlaGather,
  xlaGatherND,
} from "./xla_semantics.ts";

export interface LowerRequest {
  readonly op: string;
  readonly attributes: readonly Attribute[];
  /** number of inputs */
  readonly inputs: number;
  /** Input i as a value of the program. */
  readonly input: (i: number) => SymbolicTensor;
  /** Input i if it is a matrix in bfloat16 tiles. */
  readonly tiled: (i: number) => TiledValue | undefined;
  /** whether the program is the body of a loop */
  readonly inLoop: boolean;
  /** The values of input i, which must be known during the trace, such as a shape. Does not add it to the program. */
  readonly valuesOf: (i: number) => Int32Array;
}

/** Records an op, or the ops that replace it. @returns the op's results */
export function recordLowered(
  program: ProgramBuilder,
  request: LowerRequest,
  { xla, matmul }: { readonly xla: boolean; readonly matmul: MatmulPrecision },
): SymbolicTensor[] {
  const { op, attributes, inputs, input, valuesOf } = request;
  if (xla && isRandomOp(op)) {
    return [xlaRandom(program, op, { shape: [...valuesOf(0)], seed: input(1) })];
  }
  const axisOf = (i: number) => {
    const [axis] = valuesOf(i);
    return axis < 0 ? axis + input(0).shape.length : axis;
  };
  if (xla && (op === "ArgMax" || op === "ArgMin") && input(0).dtype === DTYPE.float32) {
    return [xlaArgExtreme(program, op, input(0), axisOf(1))];
  }
  const ofTiles = recordTiled(program, request, { xla });
  if (ofTiles) return [ofTiles];
  const symbols = Array.from({ length: inputs }, (_, i) => input(i));
  if (xla && op === "GatherV2" && canMarkWrongIndices(symbols[0], symbols[1])) {
    return xlaGather(program, attributes, { inputs: symbols, axis: axisOf(2) });
  }
  if (xla && op === "GatherNd" && canMarkWrongIndices(symbols[0], symbols[1])) {
    return xlaGatherND(program, attributes, symbols);
  }
  if (xla && op === "Cast" && castsToSmallest(program, attributes)) {
    return xlaCastToInt(program, attributes, symbols[0]);
  }
  if (xla && op === "Cast" && castsBoolToFloat(attributes)) {
    return xlaCastToOneOrZero(program, symbols[0]);
  }
  if (xla && op === "BatchMatMulV2" && matmul === "float32") {
    const product = rowProductInParts(program, attributes, symbols);
    if (product) return [product];
  }
  if (matmul === "bfloat16" && isFloatProduct(op, attributes)) {
    const rounded = symbols.map((symbol) => program.cast(symbol, DTYPE.bfloat16));
    return [program.cast(program.record(op, asBFloat16(attributes), rounded)[0], DTYPE.float32)];
  }
  const outputs = program.record(op, attributes, symbols);
  // Fused with a bias or an activation, the product of a row runs on one core and takes twice as long.
  return xla && isVectorProduct(op, outputs[0]) ? keptApart(program, outputs) : outputs;
}

/** Whether the op multiplies one row by a matrix, as every product does when a single text is generated. */
function isVectorProduct(op: string, output: SymbolicTensor): boolean {
  return /^(Batch)?MatMul/.test(op) && output.dtype === DTYPE.float32 && output.shape.at(-2) === 1;
}
