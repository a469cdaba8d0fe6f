/**
 * What happens to the ops that tfjs asks for: by default they run at once.
 *
 * lib/engine/jit puts an executor of its own in place while it traces a function: it records the ops instead. Tensors
 * made from JavaScript values are created at once in either case, since they may outlive the trace.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Attribute } from "./attributes.ts";
import type { Context } from "./context.ts";
import { executeOp } from "./execute.ts";
import type { TensorMetadata, TensorTable } from "./tensor_table.ts";

/** One op: its name, attributes, inputs by number in the table, and how many outputs it has. */
export interface OpRequest {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly number[];
  readonly outputs: number;
}

/** A loop: `step` again and again, each time with its own result. */
export interface RepeatRequest {
  /** by number in the table: how often, an int32 scalar */
  readonly count: number;
  /** by number in the table: what the first step gets */
  readonly state: readonly number[];
  /** the state and the step's index (int32 scalar) to the next state, of the same types and shapes */
  readonly step: (state: tf.Tensor[], index: tf.Scalar) => tf.Tensor[];
}

/** Element-wise work that may become one kernel. */
export interface FusedRequest {
  /** by number in the table */
  readonly inputs: readonly number[];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor[];
}

export interface Executor {
  /** Runs or records an op; the outputs are in the table afterwards. */
  execute(request: OpRequest): TensorMetadata[];
  /** Records a loop; absent where ops run at once, since JavaScript's own loop does it. */
  repeat?(request: RepeatRequest): TensorMetadata[];
  /** Records one kernel for `f`; undefined where that does not pay, absent where ops run at once. */
  fused?(request: FusedRequest): TensorMetadata[] | undefined;
  /** Called before a tensor's values are read; throws where that is not possible. */
  beforeRead?(id: number): void;
}

/** Runs each op as it comes. */
export class EagerExecutor implements Executor {
  #context: Context;
  #table: TensorTable;

  constructor(context: Context, table: TensorTable) {
    this.#context = context;
    this.#table = table;
  }

  execute({ name, attributes, inputs, outputs }: OpRequest): TensorMetadata[] {
    const tensors = inputs.map((id) => this.#table.eager(id, name));
    return executeOp(this.#context, name, { attributes, inputs: tensors, outputs })
      .map((tensor) => this.#table.add(tensor));
  }
}
