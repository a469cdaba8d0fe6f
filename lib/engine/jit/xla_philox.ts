/**
 * Philox4x32-10 (../ops/philox.ts) as TensorFlow ops, for XLA.
 *
 * XLA has an instruction for these bits. On a CPU it computes one number after the other, and was the slowest part of
 * sampling a token. Written as element-wise ops, the ten rounds become one loop over vector registers. Each element
 * computes all four words of its block and keeps one: four times the work, but no data moves between elements.
 */
import { ATTRIBUTE, DTYPE, typeAttribute } from "../tensorflow/mod.ts";
import { PHILOX } from "../ops/philox.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";

const LOW_WORD = 0xffffffff;

/**
 * @param o.count number of words
 * @param o.key uint64 (1) and o.counter uint64 (2), as StatelessRandomGetKeyCounter returns them
 * @returns uint64 (count), each a random number of 32 bits
 */
export function philoxWords(
  program: ProgramBuilder,
  { count, key, counter }: {
    readonly count: number;
    readonly key: SymbolicTensor;
    readonly counter: SymbolicTensor;
  },
): SymbolicTensor {
  const T = typeAttribute("T", DTYPE.uint64);
  const binary = (op: string) => (a: SymbolicTensor, b: SymbolicTensor) => program.record(op, [T], [a, b])[0];
  const [and, xor, add, mul] = ["BitwiseAnd", "BitwiseXor", "AddV2", "Mul"].map(binary);
  const shift = binary("RightShift");
  const cast = (x: SymbolicTensor, from: number, to: number) =>
    program.record("Cast", [typeAttribute("SrcT", from), typeAttribute("DstT", to)], [x])[0];
  const wide = (x: SymbolicTensor) => cast(cast(x, DTYPE.int32, DTYPE.uint32), DTYPE.uint32, DTYPE.uint64);
  const constants = new Map<number, SymbolicTensor>();
  const number = (value: number) => {
    const known = constants.get(value) ?? wide(program.int(value | 0));
    constants.set(value, known);
    return known;
  };
  const low = (x: SymbolicTensor) => and(x, number(LOW_WORD));
  const high = (x: SymbolicTensor) => shift(x, number(32));
  const element = (x: SymbolicTensor, i: number) =>
    program.record("StridedSlice", [
      T,
      typeAttribute("Index", DTYPE.int32),
      { name: "shrink_axis_mask", type: ATTRIBUTE.int, value: 1 },
    ], [x, ...[i, i + 1, 1].map((n) => program.ints([n]))])[0];

  const range = [0, count, 1].map((n) => program.int(n));
  const index = wide(program.record("Range", [typeAttribute("Tidx", DTYPE.int32)], range)[0]);
  const [from, above] = [element(counter, 0), element(counter, 1)];
  const block = add(from, shift(index, number(2))); // four words each
  let words = [low(block), high(block), low(above), high(above)];
  let keys = [low(element(key, 0)), high(element(key, 0))];
  for (let round = 0; round < PHILOX.rounds; round++) {
    const first = mul(words[0], number(PHILOX.multipliers[0]));
    const second = mul(words[2], number(PHILOX.multipliers[1]));
    words = [
      xor(xor(high(second), words[1]), keys[0]),
      low(second),
      xor(xor(high(first), words[3]), keys[1]),
      low(first),
    ];
    keys = keys.map((key, i) => low(add(key, number(PHILOX.keySteps[i]))));
  }
  const lane = and(index, number(3));
  return [1, 2, 3].reduce((kept, i) => {
    const [isLane] = program.record("Equal", [T], [lane, number(i)]);
    return program.record("SelectV2", [T], [isLane, words[i], kept])[0];
  }, words[0]);
}
