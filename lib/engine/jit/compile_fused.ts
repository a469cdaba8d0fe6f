/**
 * What the compiler does with `fused` (../ops/fused.ts) in the mode "graph": a function of its own, which XLA compiles
 * to one kernel, and a call of it. Matrix products stay outside, in TensorFlow's faster library.
 *
 * The layers say which ops belong together. To let TensorFlow choose (its option `auto_jit`) was slower, took more
 * memory, and compiled each layer's kernels again (the first step of the GPT with 12.3 M parameters: 12 s).
 */
import {
  ATTRIBUTE,
  type Attribute,
  attributesOf,
  elementCount,
  type FusedRequest,
} from "../tensorflow/mod.ts";
import { addFunction, XLA_ATTRIBUTE } from "./compiled_function.ts";
import { tuning } from "../ops/tuning.ts";
import type { Program, ProgramValue } from "./program.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { TraceError } from "./trace_error.ts";
import type { Tracer } from "./tracer.ts";

/**
 * Elements of the largest input from which a kernel is faster than its ops; below, starting it takes longer. That is for
 * a processor; on a GPU it has not been measured, so by default there is no kernel.
 */
const SMALLEST = 2 ** 17;

/** A program's kernels, by function and by the types of the inputs, so that layers of the same shape share one. */
export type FusedKernels = Map<FusedRequest["f"], Map<string, Kernel>>;

interface Kernel {
  /** TensorFlow's name for the function */
  readonly name: string;
  readonly program: Program;
  readonly outputs: readonly ProgramValue[];
}

/**
 * Records the call of a kernel, and the kernel itself at its first call.
 *
 * @returns the kernel's results; undefined where the inputs are too small for a kernel
 * @throws TraceError if the function reads a tensor that is not among its inputs
 */
export function recordFused(tracer: Tracer, { inputs, f }: FusedRequest): SymbolicTensor[] | undefined {
  const args = inputs.map((id) => tracer.resolve(id, "Fused"));
  const { fusedFrom = tracer.engine.gpu === null ? SMALLEST : null } = tuning();
  if (fusedFrom === null || !args.some(({ shape }) => elementCount(shape) >= fusedFrom)) return undefined;
  const types = args.map(({ dtype, shape }) => `${dtype}:${shape}`).join(" ");
  const ofFunction = tracer.kernels.get(f) ?? new Map<string, Kernel>();
  tracer.kernels.set(f, ofFunction);
  const known = ofFunction.get(types);
  const kernel = known ?? makeKernel(tracer, f, args);
  ofFunction.set(types, kernel);
  const { name, program, outputs } = kernel;
  const typesOf = (values: readonly ProgramValue[]) => values.map(({ dtype }) => dtype);
  const attributes: Attribute[] = [
    ...attributesOf({ Tin: typesOf(args), Tout: typesOf(outputs) }, { [XLA_ATTRIBUTE]: true }),
    { name: "f", type: ATTRIBUTE.func, value: name },
  ];
  // The first call prints the kernel's body; the others share it.
  return tracer.program.record("PartitionedCall", attributes, args, {
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
      graph: tracer.program.graph,
      name: label,
      inputs: inputs.map(({ symbol }) => symbol.output),
      outputs: outputs.map(({ output }) => output),
      mode: "xla",
    });
    const program = {
      name: tracer.program.nextBodyName(label),
      inputs: inputs.map(({ symbol }) => symbol),
      ops: tracer.program.ops,
      outputs: outputs.map((symbol, i) => [outputs.length === 1 ? "" : `${i}`, symbol] as const),
    };
    return { name, program, outputs };
  }, { xla: true });
  outer.functions.push(kernel.name);
  return kernel;
}
