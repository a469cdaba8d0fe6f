/**
 * Matrix products in bfloat16: the inputs are rounded to 8 bits of mantissa, the kernel sums in float32, and the result
 * is cast back to float32. Everything else (weights, softmax, norms, loss) stays float32.
 */
import { type Attribute, attributeValue, DTYPE } from "../tensorflow/mod.ts";

export type MatmulPrecision = "float32" | "bfloat16";

const MATMULS = new Set(["MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"]);

/** Whether the op is a product of two float32 matrices. */
export function isFloatProduct(op: string, attributes: readonly Attribute[]): boolean {
  return MATMULS.has(op) && attributeValue(attributes, "T") === DTYPE.float32;
}

/** The attributes of the same product in bfloat16. */
export function asBFloat16(attributes: readonly Attribute[]): Attribute[] {
  return attributes.map((attribute) =>
    attribute.name === "T" ? { ...attribute, value: DTYPE.bfloat16 } : attribute
  );
}
