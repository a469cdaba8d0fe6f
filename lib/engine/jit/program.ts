/**
 * A traced function as text: one line for each op, in the order of the trace.
 *
 *     step(w: float32 [2,3], x: float32 [4,2]) {
 *       %0 = MatMul(x, w) : float32 [4,3]   {transpose_a: false, transpose_b: false}
 *       return %0
 *     }
 */
import { ATTRIBUTE, type Attribute, describeTensor, dtypeName } from "../tensorflow/mod.ts";

/** A value in the program: an input by its name, a result by its number. */
export interface ProgramValue {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[];
}

export interface ProgramOp {
  readonly op: string;
  readonly inputs: readonly ProgramValue[];
  readonly outputs: readonly ProgramValue[];
  /** the op's attributes as text, without types that the values show already; a constant's values */
  readonly detail: string;
  /** what a loop repeats */
  readonly body?: Program;
}

export interface Program {
  readonly name: string;
  readonly inputs: readonly ProgramValue[];
  readonly ops: readonly ProgramOp[];
  /** paths in the result with their values, such as ["loss", %12] */
  readonly outputs: readonly (readonly [path: string, value: ProgramValue])[];
}

/** The program as text. */
export function printProgram(program: Program): string {
  const inputs = program.inputs.map((value) => `${value.name}: ${describeTensor(value)}`);
  const lines = program.ops.map(({ op, inputs, outputs, detail, body }) => {
    const names = outputs.map((value) => value.name).join(", ");
    const types = outputs.map(describeTensor).join(", ");
    const left = names === "" ? "" : `${names} = `;
    return `  ${left}${op}(${inputs.map((value) => value.name).join(", ")})` +
      `${types === "" ? "" : ` : ${types}`}${detail === "" ? "" : `   ${detail}`}` +
      (body ? `\n${printProgram(body).replace(/^/gm, "    ")}` : "");
  });
  const result = program.outputs.map(([path, value]) => path === "" ? value.name : `${path}: ${value.name}`);
  return [`${program.name}(${inputs.join(", ")}) {`, ...lines, `  return ${result.join(", ")}`, "}"].join(
    "\n",
  );
}

/** How often each op occurs, most often first; those in a loop's body once. */
export function countOps(program: Program): [op: string, count: number][] {
  const counts = new Map<string, number>();
  const count = ({ op, body }: ProgramOp) => {
    counts.set(op, (counts.get(op) ?? 0) + 1);
    body?.ops.forEach(count);
  };
  program.ops.forEach(count);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** An op's attributes as text, without element types and list lengths: the values show those. */
export function describeAttributes(attributes: readonly Attribute[]): string {
  const shown = attributes
    .filter(({ name, type }) => name !== "N" && !(type === ATTRIBUTE.type && !/^(Dst|out)/.test(name)))
    .map(({ name, type, value }) => {
      const text = type === ATTRIBUTE.type ? dtypeName(Number(value)) : JSON.stringify(value);
      return `${name}: ${text}`;
    });
  return shown.length === 0 ? "" : `{${shown.join(", ")}}`;
}

/** A constant's values, shortened. */
export function describeValues(values: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(values.length, 8) }, (_, i) => String(values[i]));
  return `[${shown.join(", ")}${values.length > 8 ? `, … ${values.length} values` : ""}]`;
}
