/** A tensor without values: what a function computes with while it is traced. */
import type { EagerTensor, TableEntry } from "../tensorflow/mod.ts";
import type { GraphOutput } from "./graph.ts";
import type { ProgramValue } from "./program.ts";
import type { Tracer } from "./tracer.ts";

/** A value that will exist when the program runs. */
export class SymbolicTensor implements TableEntry, ProgramValue {
  readonly dtype: number;
  readonly shape: readonly number[];
  constructor(readonly tracer: Tracer, readonly output: GraphOutput, readonly name: string) {
    this.dtype = output.dtype;
    this.shape = output.shape!;
  }
  [Symbol.dispose](): void {}
}

/** A tensor from outside that the program reads; for a loop's body, a value of the program around it. */
export interface Captured<T = EagerTensor> {
  readonly tensor: T;
  readonly symbol: SymbolicTensor;
}
