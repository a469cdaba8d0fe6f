/**
 * TensorFlow's stateless random numbers, spelled out for XLA.
 *
 * XLA draws the same random bits for a seed (Philox4x32-10), slowly, and makes other floats of them than TensorFlow: it
 * takes the upper 23 bits where TensorFlow takes the lower ones, and pairs them differently for normal numbers. So
 * that a compiled function answers what it answers uncompiled, and as fast, nothing of it is left to XLA.
 */
import { ATTRIBUTE, DTYPE } from "../tensorflow/mod.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";
import { philoxWords } from "./xla_philox.ts";

/** TensorFlow's smallest argument of the logarithm in Box and Muller's method */
const EPSILON = 1e-7;

export function isRandomOp(op: string): boolean {
  return op === "StatelessRandomUniform" || op === "StatelessRandomNormal";
}

/**
 * @param o.shape of the result
 * @param o.seed int32 (2)
 * @returns float32 numbers, those of TensorFlow's op (normal ones to float tolerance)
 */
export function xlaRandom(
  tracer: Tracer,
  op: string,
  { shape, seed }: { readonly shape: readonly number[]; readonly seed: SymbolicTensor },
): SymbolicTensor {
  const type = (name: string, value: number) => ({ name, type: ATTRIBUTE.type, value });
  const T = type("T", DTYPE.float32);
  const ints = (...values: number[]) => tracer.constantOf([values.length], Int32Array.from(values));
  const int = (value: number) => tracer.constantOf([], Int32Array.of(value));
  const float = (value: number) => tracer.constantOf([], Float32Array.of(value));
  const apply = (op: string, ...inputs: SymbolicTensor[]) => tracer.record(op, [T], inputs)[0];
  const reshape = (x: SymbolicTensor, to: readonly number[]) =>
    tracer.record("Reshape", [T, type("Tshape", DTYPE.int32)], [x, ints(...to)])[0];

  const count = shape.reduce((a, b) => a * b, 1);
  const drawn = op === "StatelessRandomNormal" ? count + count % 2 : count;
  const [key, counter] = tracer.record("StatelessRandomGetKeyCounter", [type("Tseed", DTYPE.int32)], [seed]);
  const words = philoxWords(tracer, { count: drawn, key, counter });
  const [bits] = tracer.record("Cast", [type("SrcT", DTYPE.uint64), type("DstT", DTYPE.int32)], [words]);
  const [mantissa] = tracer.record("BitwiseAnd", [type("T", DTYPE.int32)], [bits, int(2 ** 23 - 1)]);
  const cast = [type("SrcT", DTYPE.int32), type("DstT", DTYPE.float32)];
  const uniform = apply("Mul", tracer.record("Cast", cast, [mantissa])[0], float(2 ** -23));
  if (op === "StatelessRandomUniform") return reshape(uniform, shape);

  // Box and Muller: two uniform numbers make two normal ones, radius * sin(angle) and radius * cos(angle).
  const pairs = reshape(uniform, [drawn / 2, 2]);
  const split = [T, { name: "num_split", type: ATTRIBUTE.int, value: 2 }];
  const [first, second] = tracer.record("Split", split, [int(1), pairs]);
  const radius = apply(
    "Sqrt",
    apply("Mul", apply("Log", apply("Maximum", first, float(EPSILON))), float(-2)),
  );
  const angle = apply("Mul", second, float(2 * Math.PI));
  const halves = [apply("Mul", apply("Sin", angle), radius), apply("Mul", apply("Cos", angle), radius)];
  const concat = [T, type("Tidx", DTYPE.int32), { name: "N", type: ATTRIBUTE.int, value: 2 }];
  const normal = reshape(tracer.record("ConcatV2", concat, [...halves, int(1)])[0], [drawn]);
  const slice = [T, type("Index", DTYPE.int32)];
  return reshape(tracer.record("Slice", slice, [normal, ints(0), ints(count)])[0], shape);
}
