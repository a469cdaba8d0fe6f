/**
 * StatelessRandomUniform and StatelessRandomNormal for XLA, written out as simpler ops.
 *
 * XLA's own ops draw the same random bits for a seed (Philox4x32-10), but slowly, and make other floats of them: XLA
 * takes the upper 23 bits where TensorFlow takes the lower ones, and pairs them differently for normal numbers. Written
 * out, a compiled function returns the numbers that it returns uncompiled, and as fast.
 */
import { attributesOf, DTYPE, elementCount } from "../tensorflow/mod.ts";
import { TENSORFLOW_RANDOM } from "../ops/philox.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { philoxWords } from "./xla_philox.ts";

export function isRandomOp(op: string): boolean {
  return op === "StatelessRandomUniform" || op === "StatelessRandomNormal";
}

/**
 * @param o.shape of the result
 * @param o.seed int32 (2)
 * @returns float32 numbers, those of TensorFlow's op (normal ones to float tolerance)
 */
export function xlaRandom(
  program: ProgramBuilder,
  op: string,
  { shape, seed }: { readonly shape: readonly number[]; readonly seed: SymbolicTensor },
): SymbolicTensor {
  const { uniformBits, smallestUniform } = TENSORFLOW_RANDOM;
  const T = DTYPE.float32;
  const apply = (op: string, ...inputs: SymbolicTensor[]) => program.apply(op, inputs, { T });

  const count = elementCount(shape);
  const drawn = op === "StatelessRandomNormal" ? count + count % 2 : count;
  const seedType = attributesOf({ Tseed: DTYPE.int32 });
  const [key, counter] = program.record("StatelessRandomGetKeyCounter", seedType, [seed]);
  const bits = program.cast(philoxWords(program, { count: drawn, key, counter }), DTYPE.int32);
  const mask = program.int(2 ** uniformBits - 1);
  const mantissa = program.apply("BitwiseAnd", [bits, mask], { T: DTYPE.int32 });
  const uniform = apply("Mul", program.cast(mantissa, T), program.float(2 ** -uniformBits));
  if (op === "StatelessRandomUniform") return program.reshape(uniform, shape);

  // Box and Muller: two uniform numbers make two normal ones, radius * sin(angle) and radius * cos(angle).
  const pairs = program.reshape(uniform, [drawn / 2, 2]);
  const split = attributesOf({ T }, { num_split: 2 });
  const [first, second] = program.record("Split", split, [program.int(1), pairs]);
  const logarithm = apply("Log", apply("Maximum", first, program.float(smallestUniform)));
  const radius = apply("Sqrt", apply("Mul", logarithm, program.float(-2)));
  const angle = apply("Mul", second, program.float(2 * Math.PI));
  const halves = [apply("Mul", apply("Sin", angle), radius), apply("Mul", apply("Cos", angle), radius)];
  const both = program.apply("ConcatV2", [...halves, program.int(1)], { T, Tidx: DTYPE.int32 }, { N: 2 });
  const ends = [program.ints([0]), program.ints([count])];
  const normal = program.apply("Slice", [program.reshape(both, [drawn]), ...ends], { T, Index: DTYPE.int32 });
  return program.reshape(normal, shape);
}
