/**
 * Philox4x32-10, the generator of TensorFlow's stateless random numbers, as a program for XLA.
 *
 * XLA has an instruction for these bits, but on a CPU it computes one number after the other, so slowly that it decides
 * how long a sampled token takes. Written as element-wise operations the ten rounds become one loop over vector
 * registers. Each element computes all four words of its block and keeps one: four times the work, but no word moves.
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; lib/engine/ops/philox.ts is the same in JavaScript.
 */
import { ATTRIBUTE, DTYPE } from "../tensorflow/mod.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";

const ROUNDS = 10;
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57];
/** What is added to the two words of the key after each round. */
const STEPS = [0x9e3779b9, 0xbb67ae85];
const LOW_WORD = 0xffffffff;

/**
 * @param o.count how many words
 * @param o.key uint64 (1) and o.counter uint64 (2), as StatelessRandomGetKeyCounter makes them
 * @returns uint64 (count), each a random number of 32 bits
 */
export function philoxWords(
  tracer: Tracer,
  { count, key, counter }: {
    readonly count: number;
    readonly key: SymbolicTensor;
    readonly counter: SymbolicTensor;
  },
): SymbolicTensor {
  const T = { name: "T", type: ATTRIBUTE.type, value: DTYPE.uint64 };
  const binary = (op: string) => (a: SymbolicTensor, b: SymbolicTensor) => tracer.record(op, [T], [a, b])[0];
  const [and, xor, add, mul] = ["BitwiseAnd", "BitwiseXor", "AddV2", "Mul"].map(binary);
  const shift = binary("RightShift");
  const cast = (x: SymbolicTensor, from: number, to: number) =>
    tracer.record("Cast", [
      { name: "SrcT", type: ATTRIBUTE.type, value: from },
      { name: "DstT", type: ATTRIBUTE.type, value: to },
    ], [x])[0];
  const wide = (x: SymbolicTensor) => cast(cast(x, DTYPE.int32, DTYPE.uint32), DTYPE.uint32, DTYPE.uint64);
  const constants = new Map<number, SymbolicTensor>();
  const number = (value: number) => {
    const known = constants.get(value) ?? wide(tracer.constantOf([], Int32Array.of(value | 0)));
    constants.set(value, known);
    return known;
  };
  const low = (x: SymbolicTensor) => and(x, number(LOW_WORD));
  const high = (x: SymbolicTensor) => shift(x, number(32));
  const part = (x: SymbolicTensor, i: number) =>
    tracer.record("StridedSlice", [
      T,
      { name: "Index", type: ATTRIBUTE.type, value: DTYPE.int32 },
      { name: "shrink_axis_mask", type: ATTRIBUTE.int, value: 1 },
    ], [x, ...[i, i + 1, 1].map((n) => tracer.constantOf([1], Int32Array.of(n)))])[0];

  const index = wide(
    tracer.record(
      "Range",
      [{ name: "Tidx", type: ATTRIBUTE.type, value: DTYPE.int32 }],
      [0, count, 1].map((n) => tracer.constantOf([], Int32Array.of(n))),
    )[0],
  );
  const [from, above] = [part(counter, 0), part(counter, 1)];
  const block = add(from, shift(index, number(2))); // four words each
  let words = [low(block), high(block), low(above), high(above)];
  let keys = [low(part(key, 0)), high(part(key, 0))];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = [mul(words[0], number(MULTIPLIERS[0])), mul(words[2], number(MULTIPLIERS[1]))];
    words = [
      xor(xor(high(second), words[1]), keys[0]),
      low(second),
      xor(xor(high(first), words[3]), keys[1]),
      low(first),
    ];
    keys = keys.map((key, i) => low(add(key, number(STEPS[i]))));
  }
  const lane = and(index, number(3));
  return [1, 2, 3].reduce((kept, i) => {
    const [isLane] = tracer.record("Equal", [T], [lane, number(i)]);
    return tracer.record("SelectV2", [T], [isLane, words[i], kept])[0];
  }, words[0]);
}
