/**
 * Matrix products in bfloat16: the inputs are rounded to 8 bits of mantissa, the kernel sums in float32, and the result
 * is cast back to float32. Everything else (weights, softmax, norms, loss) stays float32.
 */
import { type Attribute, attributesOf, DTYPE } from "../tensorflow/mod.ts";

export type MatmulPrecision = "float32" | "bfloat16";

const MATMULS = new Set(["MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"]);

interface CastProduct {
  /** attributes of the cast of each input */
  readonly before: readonly Attribute[];
  /** attributes of the product, whose type is bfloat16 */
  readonly attributes: readonly Attribute[];
  /** attributes of the cast of the result */
  readonly after: readonly Attribute[];
}

/** The casts around a matrix product; undefined for an op that is not cast. */
export function castMatmuls(
  op: string,
  attributes: readonly Attribute[],
  precision: MatmulPrecision,
): CastProduct | undefined {
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
  return attributesOf({ SrcT: from, DstT: to });
}
