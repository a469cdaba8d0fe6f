/** References and drawn inputs of notebook 08's exercises; see drawn_inputs.ts. */
import type { Draws } from "../../lotto/mod.ts";
import { drawnCases, list, oneOf, type TryDrawn } from "./drawn_inputs.ts";

interface Operation {
  readonly name: string;
  readonly op: string;
  readonly inputs: string[];
}

/** Lines whose inputs are the arguments x and y or earlier lines. In a sum and a product the order is always the same. */
function drawProgram(random: Draws): Operation[] {
  const known = ["x", "y"], program: Operation[] = [];
  for (let i = 0; i < 3 + random.below(10); i++) {
    const op = oneOf(random, ["add", "mul", "sub", "exp"]);
    const inputs = list(op === "exp" ? 1 : 2, () => oneOf(random, known.slice(0, 5)));
    if (op === "add" || op === "mul") inputs.sort();
    program.push({ name: `%${i}`, op, inputs });
    known.splice(random.below(known.length), 0, `%${i}`);
  }
  return program;
}

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "08.1": drawnCases({
    call: "stepsToPay",
    inputs: (random): [number, number, number] => {
      const eighths = () => random.below(40) / 8; // exact in binary, so that a tie is one
      const fast = eighths();
      return [eighths(), oneOf(random, [fast + 0.125, fast + 0.5, fast + 1, eighths()]), fast];
    },
    reference: (compile, slow, fast) => {
      if (fast >= slow) return Infinity;
      let steps = 1;
      while (compile + steps * fast >= steps * slow) steps++;
      return steps;
    },
    hint: "The smallest number of steps with compile + steps · fast < steps · slow.",
    times: 200,
  }),
  "08.2": drawnCases({
    call: "neededLines",
    inputs: (random): [Operation[], string[]] => {
      const program = drawProgram(random), names = ["x", ...program.map(({ name }) => name)];
      return [program, random.choose(names, 1 + random.below(2))];
    },
    reference: (program, outputs) => {
      const lines = new Map(program.map((line) => [line.name, line])), needed = new Set<string>();
      const visit = (name: string) => {
        const line = lines.get(name);
        if (!line || needed.has(name)) return;
        needed.add(name);
        line.inputs.forEach(visit);
      };
      outputs.forEach(visit);
      return program.map(({ name }) => name).filter((name) => needed.has(name));
    },
    hint: "A line is needed if it is an output, or an input of a needed line; keep the program's order.",
  }),
  "08.3": drawnCases({
    call: "sameAs",
    inputs: (random): [Operation[]] => [drawProgram(random)],
    reference: (program) => {
      const same = new Map<string, string>();
      program.forEach((line, i) => {
        const replaced = ({ op, inputs }: Operation) =>
          JSON.stringify([op, inputs.map((name) => same.get(name) ?? name)]);
        const first = program.slice(0, i).find((earlier) => replaced(earlier) === replaced(line));
        same.set(line.name, first?.name ?? line.name);
      });
      return same;
    },
    hint: "First replace each input by the line that it equals; then compare op and inputs in their order.",
    times: 200,
  }),
  "08.4": drawnCases({
    call: "signature",
    inputs: (random): [{ dtype: string; shape: number[] }[]] => [
      list(1 + random.below(4), () => ({
        dtype: oneOf(random, ["float32", "int32", "bool"]),
        shape: list(random.below(4), () => random.below(20)),
      })),
    ],
    reference: (args) => args.map(({ dtype, shape }) => `${dtype} [${shape.join(",")}]`).join("; "),
    hint:
      'dtype, a space, the shape in brackets; "; " between arguments. Every argument counts, in its order.',
  }),
  "08.5": drawnCases({
    call: "bytesMoved",
    inputs: (random): [number, number] => [1 + random.below(20), 1 + random.below(5000)],
    reference: (ops, n): [number, number] => [8 * ops * n, 8 * n],
    hint: "4 bytes read and 4 written for each number: `ops` times, or once.",
  }),
};
