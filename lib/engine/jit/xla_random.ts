/**
 * StatelessRandomUniform and StatelessRandomNormal for XLA, written out as simpler ops.
 *
 * XLA's own ops draw the same random bits for a seed (Philox4x32-10), but slowly, and make other floats of them: XLA
 * takes the upper 23 bits where TensorFlow takes the lower ones, and pairs them differently for normal numbers. Written
 * out, a compiled function returns the numbers that it returns uncompiled, and as fast.
 */
import { ATTRIBUTE, DTYPE, elementCount, typeAttribute } from "../tensorflow/mod.ts";
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
  const T = typeAttribute("T", DTYPE.float32);
  const apply = (op: string, ...inputs: SymbolicTensor[]) => program.record(op, [T], inputs)[0];
  const reshape = (x: SymbolicTensor, to: readonly number[]) =>
    program.record("Reshape", [T, typeAttribute("Tshape", DTYPE.int32)], [x, program.ints(to)])[0];
  const cast = (x: SymbolicTensor, from: number, to: number) =>
    program.record("Cast", [typeAttribute("SrcT", from), typeAttribute("DstT", to)], [x])[0];

  const count = elementCount(shape);
  const drawn = op === "StatelessRandomNormal" ? count + count % 2 : count;
  const seedType = typeAttribute("Tseed", DTYPE.int32);
  const [key, counter] = program.record("StatelessRandomGetKeyCounter", [seedType], [seed]);
  const bits = cast(philoxWords(program, { count: drawn, key, counter }), DTYPE.uint64, DTYPE.int32);
  const [mantissa] = program.record("BitwiseAnd", [typeAttribute("T", DTYPE.int32)], [
    bits,
    program.int(2 ** uniformBits - 1),
  ]);
  const uniform = apply("Mul", cast(mantissa, DTYPE.int32, DTYPE.float32), program.float(2 ** -uniformBits));
  if (op === "StatelessRandomUniform") return reshape(uniform, shape);

  // Box and Muller: two uniform numbers make two normal ones, radius * sin(angle) and radius * cos(angle).
  const pairs = reshape(uniform, [drawn / 2, 2]);
  const split = [T, { name: "num_split", type: ATTRIBUTE.int, value: 2 }];
  const [first, second] = program.record("Split", split, [program.int(1), pairs]);
  const logarithm = apply("Log", apply("Maximum", first, program.float(smallestUniform)));
  const radius = apply("Sqrt", apply("Mul", logarithm, program.float(-2)));
  const angle = apply("Mul", second, program.float(2 * Math.PI));
  const halves = [apply("Mul", apply("Sin", angle), radius), apply("Mul", apply("Cos", angle), radius)];
  const concat = [T, typeAttribute("Tidx", DTYPE.int32), { name: "N", type: ATTRIBUTE.int, value: 2 }];
  const normal = reshape(program.record("ConcatV2", concat, [...halves, program.int(1)])[0], [drawn]);
  const slice = [T, typeAttribute("Index", DTYPE.int32)];
  return reshape(
    program.record("Slice", slice, [normal, program.ints([0]), program.ints([count])])[0],
    shape,
  );
}
