/**
 * What happens to the ops that tfjs calls. By default they run at once (`EagerExecutor`).
 *
 * While lib/engine/jit traces a function, it sets an executor of its own, which records the ops instead. Tensors made
 * from JavaScript values are created at once in both cases, because they may be used after the trace.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Attribute } from "./attributes.ts";
import type { Context } from "./context.ts";
import { executeOp } from "./execute.ts";
import type { TensorMetadata, TensorTable } from "./tensor_table.ts";

/** One op: its name, its attributes, its inputs by their numbers in the table, and the number of its outputs. */
export interface OpRequest {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly number[];
  readonly outputs: number;
}

/** A loop that calls `step` with the state that the previous call returned. */
export interface RepeatRequest {
  /** number in the table of the number of steps, an int32 scalar */
  readonly count: number;
  /** numbers in the table of the first state */
  readonly state: readonly number[];
  /** Returns the next state, of the same types and shapes, from the state and the step's index (int32 scalar). */
  readonly step: (state: tf.Tensor[], index: tf.Scalar) => tf.Tensor[];
}

/** A chain of element-wise ops that may become one kernel. */
export interface FusedRequest {
  /** numbers in the table */
  readonly inputs: readonly number[];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor[];
}

export interface Executor {
  /** Runs or records an op, and adds its outputs to the table. */
  execute(request: OpRequest): TensorMetadata[];
  /** Records a loop. Absent if ops run at once: there the loop is a JavaScript loop. */
  repeat?(request: RepeatRequest): TensorMetadata[];
  /** Records one kernel for `f`; undefined if a kernel would not be faster. Absent if ops run at once. */
  fused?(request: FusedRequest): TensorMetadata[] | undefined;
  /** Called before a tensor's values are read; throws if it has none. Absent if ops run at once. */
  beforeRead?(id: number): void;
}

/** Runs each op as it comes. */
export class EagerExecutor implements Executor {
  constructor(private readonly context: Context, private readonly table: TensorTable) {}

  execute({ name, attributes, inputs, outputs }: OpRequest): TensorMetadata[] {
    return this.table.withValues(
      inputs,
      name,
      (inputs) => executeOp(this.context, name, { attributes, inputs, outputs }),
    ).map((tensor) => this.table.add(tensor));
  }
}
