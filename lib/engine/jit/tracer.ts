/**
 * The executor that is in use while a function is traced: it records ops into a program instead of running them.
 *
 * tfjs names tensors by numbers; the tracer finds the program's value for each number (`resolve`). A tensor that the
 * function makes from JavaScript values becomes a constant of the program. A tensor from outside the function becomes
 * an input: the program keeps a handle to it and does not copy its values.
 */
import {
  describeTensor,
  type EagerTensor,
  elementCount,
  type Executor,
  type FusedRequest,
  type OpRequest,
  type RepeatRequest,
  type TableEntry,
  type TensorFlowEngine,
  type TensorMetadata,
  TiledMatrix,
  untile,
} from "../tensorflow/mod.ts";
import { type FusedKernels, recordFused } from "./compile_fused.ts";
import type { GraphNative } from "./graph_symbols.ts";
import { recordLowered } from "./lower.ts";
import type { MatmulPrecision } from "./precision.ts";
import { describeCall } from "./program.ts";
import { ProgramBuilder } from "./program_builder.ts";
import { type Captured, SymbolicTensor, TiledArgument } from "./symbolic_tensor.ts";
import type { TiledValue } from "./tiled_product.ts";
import { LoopFound, TraceError } from "./trace_error.ts";
import { recordRepeat } from "./trace_repeat.ts";

/** Elements of the largest constant. Larger tensors become inputs, because TensorFlow copies constants often. */
const LARGEST_CONSTANT = 2 ** 18;

interface TracerOptions {
  readonly matmul: MatmulPrecision;
  /** whether XLA will compile the program */
  readonly xla: boolean;
  /** whether to stop at a loop, with a LoopFound */
  readonly stopAtLoop?: boolean;
}

export class Tracer implements Executor {
  readonly engine: TensorFlowEngine;
  readonly native: GraphNative;
  readonly program: ProgramBuilder;
  /** tensors from outside the function that became inputs */
  readonly captured: Captured[] = [];
  /** for the body of a loop: values of the outer program that became inputs */
  readonly capturedOutside: Captured<SymbolicTensor>[] = [];
  /** names of the functions that the program calls: conditions and bodies of loops, kernels */
  readonly functions: string[] = [];
  /** kernels made so far, shared with the bodies of loops */
  readonly kernels: FusedKernels;
  readonly #options: TracerOptions;
  readonly #outer: Tracer | undefined;
  /** tensors with this number or a larger one were made during the trace */
  readonly #firstNew: number;
  readonly #known = new Map<TableEntry, SymbolicTensor>();
  #bodyNodes = 0;

  /** @param outer for the body of a loop or a kernel: the tracer of the program that it belongs to */
  constructor(engine: TensorFlowEngine, native: GraphNative, options: TracerOptions, outer?: Tracer) {
    this.engine = engine;
    this.native = native;
    this.program = new ProgramBuilder(engine, native, outer?.program);
    this.kernels = outer?.kernels ?? new Map();
    this.#options = options;
    this.#outer = outer;
    this.#firstNew = engine.backend.binding.table.next;
  }

  /** whether XLA will compile the program */
  get xla(): boolean {
    return this.#options.xla;
  }

  /** nodes of the graph and of the bodies of its loops and kernels */
  get nodes(): number {
    return this.program.graph.size + this.#bodyNodes;
  }

  /** Adds an input of the program. @returns its value, and its number for tfjs */
  input(name: string, value: { readonly dtype: number; readonly shape: readonly number[] }): {
    readonly symbol: SymbolicTensor;
    readonly metadata: TensorMetadata;
  } {
    if (value instanceof TiledMatrix) {
      const symbol = this.program.input(name, value.tiles);
      return { symbol, metadata: this.#table.add(new TiledArgument(symbol, value)) };
    }
    const symbol = this.program.input(name, value);
    return { symbol, metadata: this.#table.add(symbol) };
  }

  execute({ name, attributes, inputs, outputs }: OpRequest): TensorMetadata[] {
    const results = recordLowered(this.program, {
      op: name,
      attributes,
      inputs: inputs.length,
      input: (i) => this.resolve(inputs[i], name),
      tiled: (i) => this.#tiled(inputs[i], name),
      inLoop: this.#outer !== undefined,
      valuesOf: (i) => this.#table.eager(inputs[i], name).read() as Int32Array,
    }, this.#options);
    return results.slice(0, outputs).map((symbol) => this.#table.add(symbol));
  }

  repeat(request: RepeatRequest): TensorMetadata[] {
    if (this.#options.stopAtLoop) throw new LoopFound();
    return recordRepeat(this, request).map((symbol) => this.#table.add(symbol));
  }

  fused(request: FusedRequest): TensorMetadata[] | undefined {
    if (this.xla) return undefined;
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
   * The program's value for a tensor. A tensor that is not yet part of the program becomes a constant or an input.
   *
   * @param id the tensor's number in the table
   * @param operation the op that uses the tensor, for the error message
   * @throws TraceError if the tensor belongs to another function that was compiled
   */
  resolve(id: number, operation: string): SymbolicTensor {
    const entry = this.#table.get(id);
    if (entry instanceof SymbolicTensor) {
      if (entry.program === this.program) return entry;
      if (this.#outer) return this.#captureOutside(this.#outer.resolve(id, operation));
      throw keptOutside(entry, operation);
    }
    if (entry instanceof TiledArgument || entry instanceof TiledMatrix) {
      if (this.#outer) return this.#captureOutside(this.#outer.resolve(id, operation));
      const tiles = this.#tilesOf(entry, id, operation);
      const matrix = this.#known.get(entry) ??
        untile(this.program, tiles, { ...entry.layout, asTensor: true });
      this.#known.set(entry, matrix);
      return matrix;
    }
    return this.#resolveEager(id, operation);
  }

  /** The tiles of a matrix as a value of the program; undefined for any other tensor. */
  #tiled(id: number, operation: string): TiledValue | undefined {
    const entry = this.#table.get(id);
    if (!(entry instanceof TiledArgument || entry instanceof TiledMatrix)) return undefined;
    return { layout: entry.layout, tiles: () => this.#tilesOf(entry, id, operation) };
  }

  #tilesOf(entry: TiledArgument | TiledMatrix, id: number, operation: string): SymbolicTensor {
    const { tiles } = entry;
    if (tiles instanceof SymbolicTensor && tiles.program === this.program) return tiles;
    if (this.#outer) return this.#captureOutside(this.#outer.#tilesOf(entry, id, operation));
    if (tiles instanceof SymbolicTensor) throw keptOutside(entry, operation);
    return this.#resolveEager(id, operation);
  }

  #resolveEager(id: number, operation: string): SymbolicTensor {
    const tensor = this.#table.eager(id, operation);
    const known = this.#known.get(tensor);
    if (known !== undefined) return known;
    const isConstant = id >= this.#firstNew && elementCount(tensor.shape) <= LARGEST_CONSTANT;
    if (!isConstant && this.#outer) return this.#captureOutside(this.#outer.resolve(id, operation));
    const symbol = isConstant ? this.program.constant(tensor) : this.#capture(tensor);
    this.#known.set(tensor, symbol);
    return symbol;
  }

  #capture(tensor: EagerTensor): SymbolicTensor {
    const symbol = this.program.input(`captured_${this.captured.length}`, tensor);
    this.captured.push({ tensor: tensor.share(), symbol });
    return symbol;
  }

  #captureOutside(value: SymbolicTensor): SymbolicTensor {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const symbol = this.program.input(value.name, value);
    this.capturedOutside.push({ tensor: value, symbol });
    this.#known.set(value, symbol);
    return symbol;
  }

  beforeRead(id: number): void {
    const entry = this.#table.get(id);
    if (!(entry instanceof SymbolicTensor || entry instanceof TiledArgument)) return;
    const { name } = entry instanceof TiledArgument ? entry.tiles : entry;
    const source = this.program.ops.find(({ outputs }) => (outputs as readonly unknown[]).includes(entry));
    const what = source === undefined
      ? `the argument ${name}`
      : `the result of ${describeCall(source.op, source.inputs)}`;
    throw new TraceError(
      "reading a tensor's values",
      `${what}, ${describeTensor(entry)}, has no values while the function is being compiled. ` +
        "Return the tensor and read it outside.",
    );
  }

  get #table() {
    return this.engine.backend.binding.table;
  }

  /** Frees the graph. The `captured` tensors stay: they belong to the compiled function. */
  [Symbol.dispose](): void {
    this.program[Symbol.dispose]();
  }
}

function keptOutside(entry: TableEntry, operation: string): TraceError {
  return new TraceError(
    operation,
    `a ${describeTensor(entry)} tensor of another compiled function was kept and used here; ` +
      "return it from that function instead",
  );
}
