/**
 * A traced graph as one TensorFlow function, which runs by a single call outside of JavaScript's thread.
 */
import { ATTRIBUTE, cName, EagerTensor, Status, type TensorFlowEngine } from "../tensorflow/mod.ts";
import { type Graph, type GraphOutput, packOutputs } from "./graph.ts";
import type { GraphNative } from "./graph_symbols.ts";
import type { JitMode } from "./mode.ts";

export interface FunctionParts {
  readonly inputs: readonly GraphOutput[];
  readonly outputs: readonly GraphOutput[];
  /** tensors that the function reads besides its arguments; they follow them. The function owns these handles. */
  readonly captured: readonly EagerTensor[];
  /** functions that this one calls, such as the bodies of its loops; it owns them */
  readonly functions: readonly string[];
  readonly mode: JitMode;
}

/** Makes XLA compile a function as a whole, as an attribute of the function and of the call. */
const XLA_ATTRIBUTE = "_XlaMustCompile";
/** An `AttrValue { bool b = 5 }` with the value true. */
const TRUE_PROTO = Uint8Array.of(5 << 3, 1);

/** Functions that were dropped without being disposed of. */
const forgotten = new FinalizationRegistry<() => void>((remove) => remove());

let functions = 0;

export class CompiledFunction {
  /** TensorFlow's name for it */
  readonly name: string;
  /** for error messages */
  readonly #label: string;
  readonly #engine: TensorFlowEngine;
  readonly #native: GraphNative;
  readonly #parts: FunctionParts;
  readonly #remove: () => void;
  #running = 0;
  #disposed = false;

  /** @throws TensorFlowError if the graph cannot become a function */
  constructor(
    engine: TensorFlowEngine,
    native: GraphNative,
    o: FunctionParts & { name: string; graph: Graph },
  ) {
    this.#engine = engine;
    this.#native = native;
    this.#parts = o;
    this.#label = `${o.name}_${functions++}`;
    const name = this.name = addFunction(engine, native, o);
    const { captured, functions: called } = o;
    this.#remove = () => {
      removeFunctions(engine, native, [name, ...called]);
      captured.forEach((tensor) => tensor[Symbol.dispose]());
    };
    forgotten.register(this, this.#remove, this);
  }

  /**
   * Runs the function on a thread of its own; JavaScript's event loop goes on meanwhile.
   *
   * @returns the outputs; the caller owns them
   * @throws TensorFlowError if it fails
   */
  async run(args: readonly EagerTensor[]): Promise<EagerTensor[]> {
    const { native, context } = this.#engine;
    const { captured, outputs, mode } = this.#parts;
    // A status of its own: other ops may run on JavaScript's thread at the same time.
    using status = new Status(native);
    const operation = `run the compiled function ${this.#label}`;
    const op = native.TFE_NewOp(context.pointer, cName(this.name), status.pointer);
    status.check(operation);
    this.#running++;
    try {
      for (const input of [...args, ...captured]) {
        native.TFE_OpAddInput(op, input.pointer, status.pointer);
        status.check(operation);
      }
      if (mode === "xla") native.TFE_OpSetAttrBool(op, cName(XLA_ATTRIBUTE), 1);
      const results = new BigUint64Array(Math.max(outputs.length, 1));
      const count = Int32Array.of(outputs.length);
      await this.#native.TFE_ExecuteAsync(op, results, count, status.pointer);
      status.check(operation);
      return Array.from(
        results.subarray(0, count[0]),
        (address) => new EagerTensor(context, Deno.UnsafePointer.create(address)!),
      );
    } finally {
      native.TFE_DeleteOp(op);
      this.#running--;
      if (this.#disposed && this.#running === 0) this.#remove();
    }
  }

  /** Removes the function from TensorFlow, after the calls that are under way. */
  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    forgotten.unregister(this);
    if (this.#running === 0) this.#remove();
  }
}

/**
 * Makes a function of a graph and tells TensorFlow about it. Each call wants one of {@link removeFunctions}.
 *
 * @param o.name the beginning of its name
 * @returns its name: functions of one name are the same function, and share what was compiled for them
 * @throws TensorFlowError if the graph cannot become a function
 */
export function addFunction(
  engine: TensorFlowEngine,
  native: GraphNative,
  { graph, name, inputs, outputs, mode }: Pick<FunctionParts, "inputs" | "outputs" | "mode"> & {
    readonly name: string;
    readonly graph: Graph;
  },
): string {
  using status = new Status(engine.native);
  const fullName = `${name}_${mode}_${graph.fingerprint(inputs, outputs)}`;
  // Each output needs a node of its own, also an argument that is returned as it is.
  const results = outputs.map((output) =>
    graph.add("Identity", {
      attributes: [{ name: "T", type: ATTRIBUTE.type, value: output.dtype }],
      inputs: [output],
    })[0]
  );
  // deno-fmt-ignore
  const compiled = native.TF_GraphToFunction(
    graph.pointer, cName(fullName), 0, -1, null, inputs.length, packOutputs(inputs), results.length, packOutputs(results),
    null, null, null, status.pointer,
  );
  status.check(`make the function ${name}`);
  try {
    if (mode === "xla") {
      const length = BigInt(TRUE_PROTO.length);
      native.TF_FunctionSetAttrValueProto(compiled, cName(XLA_ATTRIBUTE), TRUE_PROTO, length, status.pointer);
      status.check(`make the function ${name}`);
    }
    native.TFE_ContextAddFunction(engine.context.pointer, compiled, status.pointer);
    status.check(`make the function ${name}`);
  } finally {
    native.TF_DeleteFunction(compiled);
  }
  return fullName;
}

/** Makes TensorFlow forget functions. */
export function removeFunctions(
  engine: TensorFlowEngine,
  native: GraphNative,
  names: readonly string[],
): void {
  using status = new Status(engine.native);
  for (const name of names) {
    native.TFE_ContextRemoveFunction(engine.context.pointer, cName(name), status.pointer);
  }
}
