/**
 * Matrix products in bfloat16: inputs are rounded to 8 bits of mantissa, products are summed in float32 inside the
 * kernel, and the result is float32 again. Everything else (weights, softmax, norms, loss) stays float32.
 */
import { ATTRIBUTE, type Attribute, DTYPE } from "../tensorflow/mod.ts";

export type MatmulPrecision = "float32" | "bfloat16";

const MATMULS = new Set(["MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"]);

export interface LowerPrecision {
  /** attributes of the cast of each input */
  readonly before: readonly Attribute[];
  /** attributes of the product */
  readonly attributes: readonly Attribute[];
  /** attributes of the cast of the result */
  readonly after: readonly Attribute[];
}

/** How to lower an op's precision; undefined for ops that keep theirs. */
export function castMatmuls(
  op: string,
  attributes: readonly Attribute[],
  precision: MatmulPrecision,
): LowerPrecision | undefined {
  const isFloat = ({ name, value }: Attribute) => name === "T" && value === DTYPE.float32;
  if (precision === "float32" || !MATMULS.has(op) || !attributes.some(isFloat)) return undefined;
  return {
    before: cast(DTYPE.float32, DTYPE.bfloat16),
    attributes: attributes.map((attribute) =>
      isFloat(attribute) ? { ...attribute, value: DTYPE.bfloat16 } : attribute
    ),
    after: cast(DTYPE.bfloat16, DTYPE.float32),
  };
}

function cast(from: number, to: number): Attribute[] {
  return [
    { name: "SrcT", type: ATTRIBUTE.type, value: from },
    { name: "DstT", type: ATTRIBUTE.type, value: to },
  ];
}
