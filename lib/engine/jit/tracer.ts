/**
 * Records ops into a graph instead of running them: the executor that is in place while a function is traced.
 *
 * Tensors that the function makes from JavaScript values become constants of the program. Tensors that it only
 * refers to become inputs of which the program keeps a handle: their values are not copied into it.
 */
import {
  type Attribute,
  describeTensor,
  DTYPE,
  EagerTensor,
  type Executor,
  type FusedRequest,
  type OpRequest,
  type RepeatRequest,
  type TableEntry,
  type TensorFlowEngine,
  TensorFlowError,
  type TensorMetadata,
} from "../tensorflow/mod.ts";
import { type FusedKernels, recordFused } from "./compile_fused.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import type { GraphNative } from "./graph_symbols.ts";
import { recordLowered } from "./lower.ts";
import type { MatmulPrecision } from "./precision.ts";
import {
  describeAttributes,
  describeValues,
  type Program,
  type ProgramOp,
  type ProgramValue,
} from "./program.ts";
import { type Captured, SymbolicTensor } from "./symbolic_tensor.ts";
import { LoopFound, TraceError } from "./trace_error.ts";
import { recordRepeat } from "./trace_repeat.ts";

/** Larger tensors that are made during the trace become inputs too: a program's constants are copied often. */
const LARGEST_CONSTANT = 2 ** 18;

export interface TracerOptions {
  readonly matmul: MatmulPrecision;
  /** whether XLA will compile the program */
  readonly xla: boolean;
  /** whether element-wise work becomes kernels of XLA in a program that is not */
  readonly fuse?: boolean;
  /** whether a loop ends the trace, by a LoopFound */
  readonly stopAtLoop?: boolean;
}

export class Tracer implements Executor {
  readonly graph: Graph;
  readonly ops: ProgramOp[] = [];
  readonly captured: Captured[] = [];
  /** for a loop's body: what it reads of the program around it */
  readonly capturedOutside: Captured<SymbolicTensor>[] = [];
  /** names of the functions that the program calls: conditions and bodies of loops, kernels */
  readonly functions: string[] = [];
  /** what element-wise work became kernels so far, also in the program around a loop */
  readonly kernels: FusedKernels;
  readonly engine: TensorFlowEngine;
  readonly native: GraphNative;
  readonly #options: TracerOptions;
  readonly #outside: Tracer | undefined;
  /** tensors with numbers from here on were made during the trace */
  readonly #firstNew: number;
  readonly #known = new Map<TableEntry, SymbolicTensor>();
  #values = 0;
  #bodies = 0;
  #bodyNodes = 0;

  /** @param outside for a loop's body: the tracer of the program around it */
  constructor(engine: TensorFlowEngine, native: GraphNative, options: TracerOptions, outside?: Tracer) {
    this.graph = new Graph(engine, native);
    this.engine = engine;
    this.native = native;
    this.#options = options;
    this.#outside = outside;
    this.kernels = outside?.kernels ?? new Map();
    this.#firstNew = engine.backend.binding.table.next;
  }

  /** whether XLA will compile the program */
  get xla(): boolean {
    return this.#options.xla;
  }

  /** nodes of the graph and of its loops' bodies */
  get nodes(): number {
    return this.graph.size + this.#bodyNodes;
  }

  /** An input of the program, with its number in the table. */
  input(name: string, value: { readonly dtype: number; readonly shape: readonly number[] }): {
    readonly symbol: SymbolicTensor;
    readonly metadata: TensorMetadata;
  } {
    const symbol = new SymbolicTensor(this, this.graph.placeholder(value.dtype, value.shape), name);
    return { symbol, metadata: this.#table.add(symbol) };
  }

  execute({ name, attributes, inputs, outputs }: OpRequest): TensorMetadata[] {
    const results = recordLowered(this, {
      ...{ op: name, attributes, inputs: inputs.length },
      input: (i) => this.resolve(inputs[i], name),
      valuesOf: (i) => this.#table.eager(inputs[i], name).read() as Int32Array,
    }, this.#options);
    return results.slice(0, outputs).map((symbol) => this.#table.add(symbol));
  }

  repeat(request: RepeatRequest): TensorMetadata[] {
    if (this.#options.stopAtLoop) throw new LoopFound();
    const results = recordRepeat(this, request);
    return results.map((symbol) => this.#table.add(symbol));
  }

  fused(request: FusedRequest): TensorMetadata[] | undefined {
    if (this.xla || !this.#options.fuse) return undefined;
    return recordFused(this, request)?.map((symbol) => this.#table.add(symbol));
  }

  /** Traces the body of a loop or a kernel into a graph of its own. */
  traceBody<R>(body: (tracer: Tracer) => R, { xla = this.xla } = {}): R {
    using tracer = new Tracer(this.engine, this.native, { ...this.#options, xla }, this);
    try {
      return this.engine.backend.binding.withExecutor(tracer, () => body(tracer));
    } finally {
      this.functions.push(...tracer.functions);
      this.#bodyNodes += tracer.nodes;
    }
  }

  /**
   * Adds an op to the program.
   *
   * @param o.body what it repeats or calls, to be printed with it
   * @param o.shapes of its results, where TensorFlow cannot infer them
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
      throw new TraceError(call(op, inputs), `${cause.reason} (${cause.code})`, { cause });
    }
    const symbols = outputs.map((output) => {
      if (output.shape === null || output.shape.some((size) => size < 0)) {
        const shape = output.shape?.map((size) => size < 0 ? "?" : size).join(",") ?? "of unknown rank";
        throw new TraceError(
          call(op, inputs),
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

  /**
   * The value of the program behind a number of the table; makes a constant or an input of a tensor from outside.
   *
   * @param operation what needs it, for the error message
   */
  resolve(id: number, operation: string): SymbolicTensor {
    const entry = this.#table.get(id);
    if (entry instanceof SymbolicTensor) {
      if (entry.tracer === this) return entry;
      if (this.#outside) return this.#captureOutside(this.#outside.resolve(id, operation));
      throw new TraceError(
        operation,
        `a ${describeTensor(entry)} tensor of another compiled function was kept and used here; ` +
          "return it from that function instead",
      );
    }
    const tensor = this.#table.eager(id, operation);
    const known = this.#known.get(tensor);
    if (known !== undefined) return known;
    const size = tensor.shape.reduce((a, b) => a * b, 1);
    const isNew = id >= this.#firstNew && size <= LARGEST_CONSTANT;
    if (!isNew && this.#outside) return this.#captureOutside(this.#outside.resolve(id, operation));
    const symbol = isNew ? this.#constant(tensor) : this.#capture(tensor);
    this.#known.set(tensor, symbol);
    return symbol;
  }

  /** A constant of the program, from values. */
  constantOf(shape: readonly number[], values: Int32Array | Float32Array): SymbolicTensor {
    const dtype = values instanceof Int32Array ? DTYPE.int32 : DTYPE.float32;
    using tensor = this.engine.context.createTensor({ shape, dtype, values });
    return this.#constant(tensor);
  }

  #constant(tensor: EagerTensor): SymbolicTensor {
    const symbol = new SymbolicTensor(this, this.graph.constant(tensor), this.#nextName());
    const detail = describeValues(tensor.read());
    this.ops.push({ op: "Const", inputs: [], outputs: [symbol], detail });
    return symbol;
  }

  #capture(tensor: EagerTensor): SymbolicTensor {
    const name = `captured_${this.captured.length}`;
    const symbol = new SymbolicTensor(this, this.graph.placeholder(tensor.dtype, tensor.shape), name);
    this.captured.push({ tensor: tensor.share(), symbol });
    return symbol;
  }

  /** A value of the program around a loop, as an input of the loop's body. */
  #captureOutside(value: SymbolicTensor): SymbolicTensor {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const symbol = new SymbolicTensor(this, this.graph.placeholder(value.dtype, value.shape), value.name);
    this.capturedOutside.push({ tensor: value, symbol });
    this.#known.set(value, symbol);
    return symbol;
  }

  /** Values are numbered through the whole program, so that a loop's body does not use a name twice. */
  #nextName(): string {
    return `%${this.#root.#values++}`;
  }

  /** A name for a body in the printed program: they are numbered, too. */
  nextBodyName(name: string): string {
    return `${name}_${this.#root.#bodies++}`;
  }

  get #root(): Tracer {
    return this.#outside ? this.#outside.#root : this;
  }

  beforeRead(id: number): void {
    const entry = this.#table.get(id);
    if (!(entry instanceof SymbolicTensor)) return;
    const source = this.ops.find(({ outputs }) => (outputs as readonly unknown[]).includes(entry));
    const what = source === undefined
      ? `the argument ${entry.name}`
      : `the result of ${call(source.op, source.inputs)}`;
    throw new TraceError(
      "reading a tensor's values",
      `${what}, ${describeTensor(entry)}, has no values while the function is being compiled. ` +
        "Return the tensor and read it outside.",
    );
  }

  get #table() {
    return this.engine.backend.binding.table;
  }

  /** Frees the graph; `captured` tensors are the program's. */
  [Symbol.dispose](): void {
    this.graph[Symbol.dispose]();
  }
}

/** "MatMul(float32 [2,3], float32 [3,4])" */
function call(op: string, inputs: readonly ProgramValue[]): string {
  return `${op}(${inputs.map(describeTensor).join(", ")})`;
}
