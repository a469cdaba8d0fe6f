/**
 * The product of one row and a large matrix, as every product is when a single text is generated.
 *
 * Its time is the time of reading the matrix. XLA often computes a single product on one core only. It divides a batch of
 * products among all cores. So the matrix is cut into parts, and the parts are a batch. Measured on two cores: a matrix of
 * 384 × 384 is read at 20 GB/s (13 as one product), one of 1536 × 384 at 27 GB/s (21). One core is not slower.
 */
import { type Attribute, attributeValue, DTYPE, elementCount } from "../tensorflow/mod.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { keptApart } from "./xla_barrier.ts";

/** Numbers in the smallest matrix that is cut. */
const SMALLEST = 2 ** 17;
/**
 * Parts: the smallest of these numbers that divides the rows (29 for GPT-2's 50,257 tokens). Two would do for two cores;
 * with eight parts of a small matrix each is too small to be fast.
 */
const FEWEST = 4, MOST = 32;

const FLOAT = { T: DTYPE.float32 };

/**
 * Records the product in parts.
 *
 * @param attributes of a BatchMatMulV2
 * @param inputs (1, K), and (K, N) or transposed (N, K)
 * @returns (1, N); undefined where it is another product, or would not be faster
 */
export function rowProductInParts(
  program: ProgramBuilder,
  attributes: readonly Attribute[],
  [row, matrix]: readonly SymbolicTensor[],
): SymbolicTensor | undefined {
  const isRow = row.dtype === DTYPE.float32 && row.shape.length === 2 && row.shape[0] === 1;
  if (
    !isRow || matrix.shape.length !== 2 || attributeValue(attributes, "adj_x") || program.engine.gpu !== null
  ) return;
  const [first, second] = matrix.shape, K = row.shape[1]; // the first axis is cut, so that no number is moved
  const count = elementCount(matrix.shape) < SMALLEST ? undefined : partsOf(first);
  if (count === undefined) return;
  const parts = program.reshape(matrix, [count, first / count, second]);
  const multiply = (rows: SymbolicTensor, adj_y: boolean) =>
    keptApart(program, [program.apply("BatchMatMulV2", [rows, parts], FLOAT, { adj_x: false, adj_y })])[0];
  if (attributeValue(attributes, "adj_y")) {
    const columns = multiply(program.reshape(row, [1, 1, K]), true); // (parts, 1, N / parts)
    return program.reshape(columns, [1, first]);
  }
  const sums = multiply(program.reshape(row, [count, 1, K / count]), false); // (parts, 1, N), to be added
  return program.apply("Sum", [sums, program.ints([0])], { ...FLOAT, Tidx: DTYPE.int32 }, {
    keep_dims: false,
  });
}

function partsOf(size: number): number | undefined {
  for (let parts = FEWEST; parts <= MOST; parts++) if (size % parts === 0) return parts;
}
