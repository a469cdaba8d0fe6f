/**
 * A traced function as text: one line for each op, in the order of the trace.
 *
 *     step(w: float32 [2,3], x: float32 [4,2]) {
 *       %0 = MatMul(x, w) : float32 [4,3]   {transpose_a: false, transpose_b: false}
 *       return %0
 *     }
 */
import { ATTRIBUTE, type Attribute, describeTensor, dtypeName } from "../tensorflow/mod.ts";

/** A value in the program: an input has the name of an argument, a result a number such as "%0". */
export interface ProgramValue {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[];
}

export interface ProgramOp {
  readonly op: string;
  readonly inputs: readonly ProgramValue[];
  readonly outputs: readonly ProgramValue[];
  /** the op's attributes as text, without the types that inputs and outputs show; for a constant, its values */
  readonly detail: string;
  /** the program that a loop repeats, or the kernel that is called */
  readonly body?: Program;
}

export interface Program {
  readonly name: string;
  readonly inputs: readonly ProgramValue[];
  readonly ops: readonly ProgramOp[];
  /** each path in the function's result with its value, such as ["loss", %12] */
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

/** An op with the types of its inputs, such as "MatMul(float32 [2,3], float32 [3,4])". */
export function describeCall(op: string, inputs: readonly ProgramValue[]): string {
  return `${op}(${inputs.map(describeTensor).join(", ")})`;
}

/** An op's attributes as text, without element types and list lengths, which inputs and outputs show. */
export function describeAttributes(attributes: readonly Attribute[]): string {
  const shown = attributes
    .filter(({ name, type }) => name !== "N" && !(type === ATTRIBUTE.type && !/^(Dst|out)/.test(name)))
    .map(({ name, type, value }) => {
      const text = type === ATTRIBUTE.type ? dtypeName(Number(value)) : JSON.stringify(value);
      return `${name}: ${text}`;
    });
  return shown.length === 0 ? "" : `{${shown.join(", ")}}`;
}

/** A constant's values: the first eight, and how many there are. */
export function describeValues(values: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(values.length, 8) }, (_, i) => String(values[i]));
  return `[${shown.join(", ")}${values.length > 8 ? `, … ${values.length} values` : ""}]`;
}
