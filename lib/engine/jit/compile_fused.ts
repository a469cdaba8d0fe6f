/**
 * Element-wise work as one kernel inside of a program that TensorFlow runs op by op: a function of its own, which XLA
 * compiles, and a call of it. Matrix products stay with the library that is fastest at them.
 *
 * The layers say what belongs together (`fused` of lib/nn). Leaving the choice to TensorFlow, its `auto_jit`, was
 * slower, took more memory, and compiled each layer's kernels anew (the 12.3 M parameter GPT's first step: 12 s).
 */
import { ATTRIBUTE, type Attribute, type FusedRequest } from "../tensorflow/mod.ts";
import { addFunction } from "./compiled_function.ts";
import type { Program, ProgramValue } from "./program.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { TraceError } from "./trace_error.ts";
import type { Tracer } from "./tracer.ts";

/** Elements of the largest input from which on a kernel is faster than its ops: below, starting it costs more. */
const SMALLEST = 2 ** 17;

/** The kernels of a program, by their functions and the types of their inputs: layers of the same shape share one. */
export type FusedKernels = Map<FusedRequest["f"], Map<string, Kernel>>;

interface Kernel {
  /** TensorFlow's name of the function */
  readonly name: string;
  readonly program: Program;
  readonly outputs: readonly ProgramValue[];
}

const MUST_COMPILE = { name: "_XlaMustCompile", type: ATTRIBUTE.bool, value: true };

/**
 * Records the call of a kernel.
 *
 * @returns its results; undefined where the inputs are too small to pay
 * @throws TraceError if the function reads a tensor that is not among its inputs
 */
export function recordFused(tracer: Tracer, { inputs, f }: FusedRequest): SymbolicTensor[] | undefined {
  const args = inputs.map((id) => tracer.resolve(id, "Fused"));
  if (!args.some(({ shape }) => shape.reduce((a, b) => a * b, 1) >= SMALLEST)) return undefined;
  const types = args.map(({ dtype, shape }) => `${dtype}:${shape}`).join(" ");
  const ofFunction = tracer.kernels.get(f) ?? new Map<string, Kernel>();
  tracer.kernels.set(f, ofFunction);
  const known = ofFunction.get(types);
  const kernel = known ?? makeKernel(tracer, f, args);
  ofFunction.set(types, kernel);
  const { name, program, outputs } = kernel;
  const attributes: Attribute[] = [
    { name: "Tin", type: ATTRIBUTE.type, value: args.map(({ dtype }) => dtype) },
    { name: "Tout", type: ATTRIBUTE.type, value: outputs.map(({ dtype }) => dtype) },
    { name: "f", type: ATTRIBUTE.func, value: name },
    MUST_COMPILE,
  ];
  // A kernel's body is a part of the program once, however often it is called.
  return tracer.record("PartitionedCall", attributes, args, {
    body: known ? undefined : program,
    shapes: outputs.map(({ shape }) => shape),
  });
}

function makeKernel(outer: Tracer, f: FusedRequest["f"], args: readonly SymbolicTensor[]): Kernel {
  const { engine: { backend }, engine, native } = outer;
  const label = `fused_${f.name.replace(/[^A-Za-z0-9_]/g, "_")}`;
  const kernel = outer.traceBody((tracer) => {
    const inputs = args.map((value, i) => tracer.input(`x${i}`, value));
    const results = f(...inputs.map(({ metadata }) => backend.createOutputTensor(metadata)));
    const outputs = backend.getInputTensorIds(results).map((id) => tracer.resolve(id, "the kernel's result"));
    if (tracer.capturedOutside.length > 0) {
      throw new TraceError(
        `fused(${f.name})`,
        "it reads a tensor of the program around it; pass all that it reads as inputs",
      );
    }
    const name = addFunction(engine, native, {
      graph: tracer.graph,
      name: label,
      inputs: inputs.map(({ symbol }) => symbol.output),
      outputs: outputs.map(({ output }) => output),
      mode: "xla",
    });
    const program = {
      name: tracer.nextBodyName(label),
      inputs: inputs.map(({ symbol }) => symbol),
      ops: tracer.ops,
      outputs: outputs.map((symbol, i) => [outputs.length === 1 ? "" : `${i}`, symbol] as const),
    };
    return { name, program, outputs };
  }, { xla: true });
  outer.functions.push(kernel.name);
  return kernel;
}
