/**
 * What the compiler does with `repeat` (../ops/repeat.ts): the step is traced once, as a function of its own, and
 * TensorFlow calls it in a loop.
 *
 * The op is StatelessWhile. Its loop variables are the index, the count, the state, and the outside values that the
 * step reads, which do not change. XLA compiles it to a loop of machine code that updates the state in place.
 */
import type * as tf from "@tensorflow/tfjs";
import { ATTRIBUTE, type Attribute, attributesOf, DTYPE, type RepeatRequest } from "../tensorflow/mod.ts";
import { addFunction } from "./compiled_function.ts";
import { Graph } from "./graph.ts";
import type { Program } from "./program.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";

const INT = attributesOf({ T: DTYPE.int32 });

/** Inlines the body into the outer graph: called as a function, TensorFlow would optimise it less. */
const INLINED = attributesOf({}, { _lower_using_switch_merge: true });

/** Records a loop. @returns the state after the last step */
export function recordRepeat(tracer: Tracer, { count, state, step }: RepeatRequest): SymbolicTensor[] {
  const start = [
    tracer.program.int(0),
    tracer.resolve(count, "Repeat"),
    ...state.map((id) => tracer.resolve(id, "Repeat")),
  ];
  const { name, fixed, program } = addBody(tracer, { start, step });
  tracer.functions.push(name);
  const variables = [...start, ...fixed];
  const condition = addCondition(tracer, variables);
  tracer.functions.push(condition);
  const attributes: Attribute[] = [
    ...attributesOf({ T: variables.map(({ dtype }) => dtype) }),
    { name: "cond", type: ATTRIBUTE.func, value: condition },
    { name: "body", type: ATTRIBUTE.func, value: name },
    { name: "output_shapes", type: ATTRIBUTE.shape, value: variables.map(({ shape }) => shape) },
    ...tracer.xla ? [] : INLINED,
  ];
  return tracer.program.record("StatelessWhile", attributes, variables, { body: program })
    .slice(2, start.length);
}

/** Makes a function of the step. @returns its name, the outside values that it reads, and the step as a program */
function addBody(
  outer: Tracer,
  { start, step }: {
    readonly start: readonly SymbolicTensor[];
    readonly step: RepeatRequest["step"];
  },
): { name: string; fixed: SymbolicTensor[]; program: Program } {
  const { engine: { backend }, engine, native } = outer;
  return outer.traceBody((tracer) => {
    const inputs = start.map((value, i) => tracer.input(["index", "count"][i] ?? `state_${i - 2}`, value));
    const [index, , ...state] = inputs.map(({ metadata }) => backend.createOutputTensor(metadata));
    const next = step(state, index as tf.Scalar);
    const results = backend.getInputTensorIds(next).map((id) => tracer.resolve(id, "the loop's result"));
    const [nextIndex] = tracer.program.record("AddV2", INT, [inputs[0].symbol, tracer.program.int(1)]);
    const outside = tracer.capturedOutside;
    const symbols = [...inputs, ...outside].map(({ symbol }) => symbol);
    const outputs = [nextIndex, inputs[1].symbol, ...results, ...outside.map(({ symbol }) => symbol)];
    const name = addFunction(engine, native, {
      graph: tracer.program.graph,
      name: "repeat_step",
      inputs: symbols.map(({ output }) => output),
      outputs: outputs.map(({ output }) => output),
      mode: "graph",
    });
    const program = {
      name: tracer.program.nextBodyName("repeat_step"),
      inputs: symbols,
      ops: tracer.program.ops,
      outputs: results.map((symbol, i) => [`state_${i}`, symbol] as const),
    };
    return { name, fixed: outside.map(({ tensor }) => tensor), program };
  });
}

/** Makes a function of `index < count`, which takes all loop variables. @returns its name */
function addCondition({ engine, native }: Tracer, variables: readonly SymbolicTensor[]): string {
  using graph = new Graph(engine, native);
  const inputs = variables.map(({ dtype, shape }) => graph.placeholder(dtype, shape));
  const outputs = graph.add("Less", { attributes: INT, inputs: inputs.slice(0, 2) });
  return addFunction(engine, native, { graph, name: "repeat_while", inputs, outputs, mode: "graph" });
}
