/**
 * Philox4x32-10 (../ops/philox.ts) as TensorFlow ops, for XLA.
 *
 * XLA has an instruction for these bits. On a CPU it computes one number after the other, and was the slowest part of
 * sampling a token. Written as element-wise ops, the ten rounds become one loop over vector registers. Each element
 * computes all four words of its block and keeps one: four times the work, but no data moves between elements.
 */
import { DTYPE } from "../tensorflow/mod.ts";
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
  const T = DTYPE.uint64;
  const binary = (op: string) => (a: SymbolicTensor, b: SymbolicTensor) => program.apply(op, [a, b], { T });
  const [and, xor, add, mul] = ["BitwiseAnd", "BitwiseXor", "AddV2", "Mul"].map(binary);
  const shift = binary("RightShift");
  const wide = (x: SymbolicTensor) => program.cast(program.cast(x, DTYPE.uint32), DTYPE.uint64);
  const constants = new Map<number, SymbolicTensor>();
  const number = (value: number) => {
    const known = constants.get(value) ?? wide(program.int(value | 0));
    constants.set(value, known);
    return known;
  };
  const low = (x: SymbolicTensor) => and(x, number(LOW_WORD));
  const high = (x: SymbolicTensor) => shift(x, number(32));
  const element = (x: SymbolicTensor, i: number) => {
    const inputs = [x, ...[i, i + 1, 1].map((n) => program.ints([n]))];
    return program.apply("StridedSlice", inputs, { T, Index: DTYPE.int32 }, { shrink_axis_mask: 1 });
  };

  const index = wide(program.range(0, count));
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
    const isLane = program.apply("Equal", [lane, number(i)], { T });
    return program.apply("SelectV2", [isLane, words[i], kept], { T });
  }, words[0]);
}
