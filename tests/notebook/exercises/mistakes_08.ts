/** Mistakes of notebook 08's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Line = { name: string; op: string; inputs: string[] };
type Argument = { dtype: string; shape: number[] };

function sameAs(program: Line[], o: { key: (line: Line, inputs: string[]) => string; replace?: boolean }) {
  const same = new Map<string, string>(), first = new Map<string, string>();
  for (const line of program) {
    const key = o.key(
      line,
      o.replace === false ? line.inputs : line.inputs.map((name) => same.get(name) ?? name),
    );
    if (!first.has(key)) first.set(key, line.name);
    same.set(line.name, first.get(key)!);
  }
  return same;
}
function needed(program: Line[], outputs: string[]): Set<string> {
  const found = new Set(outputs);
  for (const { name, inputs } of program.toReversed()) {
    if (found.has(name)) inputs.forEach((input) => found.add(input));
  }
  return found;
}

export const mistakes: Mistakes = {
  "08.1": [
    [
      "0 / 0",
      (compile: number, slow: number, fast: number) =>
        fast > slow ? Infinity : Math.floor(compile / (slow - fast)) + 1,
      /0 \/ 0 is NaN/,
    ],
    [
      "floor(2c) + 1",
      (c: number, slow: number, fast: number) => fast >= slow ? Infinity : Math.floor(2 * c) + 1,
      /steps · fast < steps · slow/,
    ],
    [
      "a tie counts",
      (c: number, slow: number, fast: number) =>
        fast >= slow ? Infinity : Math.max(1, Math.ceil(c / (slow - fast))),
      /compiling must be faster/,
    ],
    [
      "not a whole number",
      (c: number, slow: number, fast: number) => fast >= slow ? Infinity : c / (slow - fast) + 1,
      /stepsToPay/,
    ],
    [
      "compared with the slow step alone",
      (c: number, slow: number, fast: number) => fast >= slow ? Infinity : Math.floor(c / slow) + 1,
      /stepsToPay/,
    ],
    [
      "negative where it never pays",
      (c: number, slow: number, fast: number) => Math.floor(c / (slow - fast)) + 1,
      /never pays|stepsToPay/,
    ],
    [
      "equal steps only never pay",
      (c: number, slow: number, fast: number) => slow === fast ? Infinity : Math.floor(c / (slow - fast)) + 1,
      /stepsToPay/,
    ],
  ],
  "08.2": [
    [
      "arguments as well",
      (program: Line[], outputs: string[]) => [...needed(program, outputs)],
      /x is an argument|has "x" in it|begins with the output/,
    ],
    [
      "from the output back",
      (program: Line[], outputs: string[]) =>
        program.map(({ name }) => name).filter((name) => needed(program, outputs).has(name)).reverse(),
      /begins with the output/,
    ],
    ["only the outputs' own inputs", (program: Line[], outputs: string[]) => {
      const own = new Set([
        ...outputs,
        ...program.filter(({ name }) => outputs.includes(name)).flatMap(({ inputs }) => inputs),
      ]);
      return program.map(({ name }) => name).filter((name) => own.has(name));
    }, /neededLines/],
    [
      "the first output only",
      (program: Line[], outputs: string[]) =>
        program.map(({ name }) => name).filter((name) => needed(program, outputs.slice(0, 1)).has(name)),
      /several outputs/,
    ],
    ["the first input only", (program: Line[], outputs: string[]) => {
      const first = needed(program.map((line) => ({ ...line, inputs: line.inputs.slice(0, 1) })), outputs);
      return program.map(({ name }) => name).filter((name) => first.has(name));
    }, /neededLines/],
    ["all lines up to the output", (program: Line[], outputs: string[]) => {
      const last = program.findLastIndex(({ name }) => outputs.includes(name));
      return program.slice(0, last + 1).map(({ name }) => name);
    }, /neededLines/],
  ],
  "08.3": [
    [
      "inputs are not replaced",
      (program: Line[]) =>
        sameAs(program, { key: ({ op }, inputs) => JSON.stringify([op, inputs]), replace: false }),
      /Replace inputs/,
    ],
    [
      "the op does not count",
      (program: Line[]) => sameAs(program, { key: (_line, inputs) => JSON.stringify(inputs) }),
      /The op counts too/,
    ],
    [
      "the order does not count",
      (program: Line[]) =>
        sameAs(program, { key: ({ op }, inputs) => JSON.stringify([op, inputs.toSorted()]) }),
      /in their order/,
    ],
    ["only what was there before", (program: Line[]) => {
      const same = sameAs(program, { key: ({ op }, inputs) => JSON.stringify([op, inputs]) });
      return new Map([...same].filter(([name, first]) => name !== first));
    }, /One entry for each line/],
    ["the line before only", (program: Line[]) => {
      const same = new Map<string, string>();
      program.forEach((line, i) => {
        const key = ({ op, inputs }: Line) =>
          JSON.stringify([op, inputs.map((name) => same.get(name) ?? name)]);
        same.set(
          line.name,
          i > 0 && key(program[i - 1]) === key(line) ? same.get(program[i - 1].name)! : line.name,
        );
      });
      return same;
    }, /sameAs/],
  ],
  "08.4": [
    ["JSON", (args: Argument[]) => JSON.stringify(args), /brackets/],
    [
      "sizes in place of shapes",
      (args: Argument[]) => args.map((a) => `${a.dtype} [${a.shape.reduce((x, y) => x * y, 1)}]`).join("; "),
      /signature/,
    ],
    ["no dtype", (args: Argument[]) => args.map(({ shape }) => `[${shape}]`).join("; "), /dtype, a space/],
    [
      "commas between",
      (args: Argument[]) => args.map(({ dtype, shape }) => `${dtype} [${shape}]`).join(", "),
      /semicolon/,
    ],
    [
      "spaces inside",
      (args: Argument[]) => args.map(({ dtype, shape }) => `${dtype} [${shape.join(", ")}]`).join("; "),
      /signature/,
    ],
    [
      "float32, always",
      (args: Argument[]) =>
        args.map(({ shape, dtype }, i) => `${i === 1 ? dtype : "float32"} [${shape}]`).join("; "),
      /signature/,
    ],
  ],
  "08.5": [
    ["one direction", (ops: number, n: number) => [4 * ops * n, 4 * n], /one direction only/],
    ["numbers in place of bytes", (ops: number, n: number) => [2 * ops * n, 2 * n], /4 bytes each/],
    ["fused into no traffic", (ops: number, n: number) => [8 * ops * n, 0], /fused: once/],
    [
      "fused writes once, reads each time",
      (ops: number, n: number) => [8 * ops * n, 4 * n * (ops + 1)],
      /fused: once/,
    ],
    [
      "one operation less",
      (ops: number, n: number) => [ops === 1 ? 8 * n : 8 * (ops === 10 ? 10 : ops - 1) * n, 8 * n],
      /bytesMoved/,
    ],
  ],
};
