/** A tensor without values: what a function computes with while it is traced. */
import { DTYPE, type EagerTensor, type TableEntry, type TiledMatrix } from "../tensorflow/mod.ts";
import type { GraphOutput } from "./graph.ts";
import type { ProgramValue } from "./program.ts";
import type { ProgramBuilder } from "./program_builder.ts";

/** A value that exists only when the program runs. */
export class SymbolicTensor implements TableEntry, ProgramValue {
  readonly dtype: number;
  readonly shape: readonly number[];
  constructor(readonly program: ProgramBuilder, readonly output: GraphOutput, readonly name: string) {
    this.dtype = output.dtype;
    this.shape = output.shape!;
  }
  [Symbol.dispose](): void {}
}

/** An argument that is a matrix in bfloat16 tiles: for tfjs a float32 matrix. */
export class TiledArgument implements TableEntry {
  readonly dtype = DTYPE.float32;
  readonly shape: readonly number[];
  readonly layout: TiledMatrix["layout"];
  constructor(readonly tiles: SymbolicTensor, { shape, layout }: TiledMatrix) {
    this.shape = shape;
    this.layout = layout;
  }
  [Symbol.dispose](): void {}
}

/** A tensor from outside the function (in the body of a loop: a value of the outer program), and its input. */
export interface Captured<T = EagerTensor> {
  readonly tensor: T;
  readonly symbol: SymbolicTensor;
}
