/**
 * Builds a program op by op, in two forms at once: a TensorFlow graph, which runs, and a list of ops, which is printed.
 *
 * Which ops are recorded is decided elsewhere (tracer.ts, lower.ts). Types and shapes come from TensorFlow.
 */
import {
  type Attribute,
  attributesOf,
  DTYPE,
  type EagerTensor,
  type TensorFlowEngine,
  TensorFlowError,
} from "../tensorflow/mod.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import type { GraphNative } from "./graph_symbols.ts";
import { describeAttributes, describeCall, describeValues, type Program, type ProgramOp } from "./program.ts";
import { SymbolicTensor } from "./symbolic_tensor.ts";
import { TraceError } from "./trace_error.ts";

export class ProgramBuilder {
  readonly engine: TensorFlowEngine;
  readonly graph: Graph;
  readonly ops: ProgramOp[] = [];
  /** shared with the bodies of loops and kernels, so that no name is used twice in the printed program */
  readonly #used: { values: number; bodies: number };

  /** @param outer for the body of a loop or a kernel: the program that it belongs to */
  constructor(engine: TensorFlowEngine, native: GraphNative, outer?: ProgramBuilder) {
    this.engine = engine;
    this.graph = new Graph(engine, native);
    this.#used = outer === undefined ? { values: 0, bodies: 0 } : outer.#used;
  }

  /** Adds an input. */
  input(
    name: string,
    { dtype, shape }: { readonly dtype: number; readonly shape: readonly number[] },
  ): SymbolicTensor {
    return new SymbolicTensor(this, this.graph.placeholder(dtype, shape), name);
  }

  /**
   * Adds an op.
   *
   * @param o.body the program that the op repeats or calls; it is printed below the op
   * @param o.shapes of the op's results, where TensorFlow cannot infer them
   * @returns the op's results
   * @throws TraceError if TensorFlow refuses the op, or if a result's shape depends on values
   */
  record(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly SymbolicTensor[],
    { body, shapes }: { readonly body?: Program; readonly shapes?: readonly (readonly number[])[] } = {},
  ): SymbolicTensor[] {
    let outputs: GraphOutput[];
    try {
      outputs = this.graph.add(op, { attributes, inputs: inputs.map((symbol) => symbol.output), shapes });
    } catch (cause) {
      if (!(cause instanceof TensorFlowError)) throw cause;
      throw new TraceError(describeCall(op, inputs), `${cause.reason} (${cause.code})`, { cause });
    }
    const symbols = outputs.map((output) => {
      if (output.shape === null || output.shape.some((size) => size < 0)) {
        const shape = output.shape?.map((size) => size < 0 ? "?" : size).join(",") ?? "of unknown rank";
        throw new TraceError(
          describeCall(op, inputs),
          `the shape of its result, [${shape}], depends on values; a compiled program has fixed shapes. ` +
            "Compute this part outside the compiled function.",
        );
      }
      return new SymbolicTensor(this, output, this.#nextName());
    });
    const detail = body ? "" : describeAttributes(attributes);
    this.ops.push({ op, inputs, outputs: symbols, detail, ...(body && { body }) });
    return symbols;
  }

  /** Adds an op with one result; `types` and `settings` are its attributes, as in `attributesOf`. */
  apply(
    op: string,
    inputs: readonly SymbolicTensor[],
    types: Parameters<typeof attributesOf>[0] = {},
    settings: Parameters<typeof attributesOf>[1] = {},
  ): SymbolicTensor {
    return this.record(op, attributesOf(types, settings), inputs)[0];
  }

  cast(x: SymbolicTensor, dtype: number): SymbolicTensor {
    return this.apply("Cast", [x], { SrcT: x.dtype, DstT: dtype });
  }

  reshape(x: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
    return this.apply("Reshape", [x, this.ints(shape)], { T: x.dtype, Tshape: DTYPE.int32 });
  }

  /** The int32 numbers from `start` to below `end`. */
  range(start: number, end: number): SymbolicTensor {
    return this.apply("Range", [start, end, 1].map((n) => this.int(n)), { Tidx: DTYPE.int32 });
  }

  /** Adds a constant with a tensor's values. */
  constant(tensor: EagerTensor): SymbolicTensor {
    const symbol = new SymbolicTensor(this, this.graph.constant(tensor), this.#nextName());
    this.ops.push({ op: "Const", inputs: [], outputs: [symbol], detail: describeValues(tensor.read()) });
    return symbol;
  }

  /** An int32 scalar. */
  int(value: number): SymbolicTensor {
    return this.#constantOf([], Int32Array.of(value));
  }

  /** A vector of int32. */
  ints(values: readonly number[]): SymbolicTensor {
    return this.#constantOf([values.length], Int32Array.from(values));
  }

  /** A float32 scalar. */
  float(value: number): SymbolicTensor {
    return this.#constantOf([], Float32Array.of(value));
  }

  #constantOf(shape: readonly number[], values: Int32Array | Float32Array): SymbolicTensor {
    const dtype = values instanceof Int32Array ? DTYPE.int32 : DTYPE.float32;
    using tensor = this.engine.context.createTensor({ shape, dtype, values });
    return this.constant(tensor);
  }

  /** A name for a body in the printed program, such as "repeat_step_0". */
  nextBodyName(name: string): string {
    return `${name}_${this.#used.bodies++}`;
  }

  #nextName(): string {
    return `%${this.#used.values++}`;
  }

  /** Frees the graph. */
  [Symbol.dispose](): void {
    this.graph[Symbol.dispose]();
  }
}
