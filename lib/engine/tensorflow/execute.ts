/**
 * Runs one op at once: adds inputs and attributes, calls `TFE_Execute`, and returns the outputs.
 *
 * Inputs that form a list (`Pack`, `ConcatV2`) are added one by one like all others. The attribute with their number
 * (`N`) shows where the list ends.
 */
import { type Attribute, writeAttribute } from "./attributes.ts";
import { cName } from "./c_values.ts";
import type { Context } from "./context.ts";
import { EagerTensor } from "./eager_tensor.ts";
import { TensorFlowError } from "./status.ts";

interface OpCall {
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly EagerTensor[];
  /** number of tensors that the op returns; TensorFlow may return fewer */
  readonly outputs: number;
}

/**
 * @returns the op's outputs; the caller owns them
 * @throws TensorFlowError naming the op and its inputs' types and shapes, if the op fails
 */
export function executeOp(context: Context, name: string, call: OpCall): EagerTensor[] {
  const { native, status } = context;
  checkInputCount(context, name, call);
  const op = native.TFE_NewOp(context.pointer, cName(name), status.pointer);
  status.check(name, call.inputs);
  try {
    for (const input of call.inputs) {
      native.TFE_OpAddInput(op, input.pointer, status.pointer);
      status.check(name, call.inputs);
    }
    const target = { pointer: op, functions: native, shapesTakeStatus: true, status, native };
    for (const attribute of call.attributes) writeAttribute(target, name, attribute);
    const results = new BigUint64Array(Math.max(call.outputs, 1));
    const count = Int32Array.of(call.outputs);
    native.TFE_Execute(op, results, count, status.pointer);
    status.check(name, call.inputs);
    return Array.from(
      results.subarray(0, count[0]),
      (address) => new EagerTensor(context, Deno.UnsafePointer.create(address)!),
    );
  } finally {
    native.TFE_DeleteOp(op);
  }
}

/** Checks the number of inputs of an op without lists: one too many would end the process. */
function checkInputCount(context: Context, name: string, { inputs }: OpCall): void {
  const expected = context.ops.inputsOf(name);
  if (expected === undefined || expected.some((input) => input.listAttribute !== undefined)) return;
  if (inputs.length !== expected.length) {
    const names = expected.map((input) => input.name).join(", ");
    const message = `expected ${expected.length} inputs (${names}), found ${inputs.length}`;
    throw new TensorFlowError("INVALID_ARGUMENT", message, name, inputs);
  }
}
