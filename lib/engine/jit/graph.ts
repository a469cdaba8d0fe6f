/**
 * A TensorFlow graph under construction: nodes are added one by one, and TensorFlow infers the shapes of their outputs.
 *
 * The graph also computes a fingerprint of its nodes. TensorFlow caches compiled code under the function's name and
 * never frees it. With the fingerprint in the name, the same program is compiled and cached once.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import {
  ATTRIBUTE,
  type Attribute,
  attributesOf,
  attributeValue,
  cDims,
  cName,
  type EagerTensor,
  type Pointer,
  Status,
  type TensorFlowEngine,
  writeAttribute,
} from "../tensorflow/mod.ts";
import type { GraphNative } from "./graph_symbols.ts";

/** One output of a node. */
export interface GraphOutput {
  readonly operation: Deno.PointerObject;
  readonly index: number;
  readonly dtype: number;
  /** -1 for a dimension that TensorFlow cannot infer; null if it cannot infer the rank */
  readonly shape: readonly number[] | null;
}

/** What a node is connected to. */
interface NodeEnds {
  readonly inputs: readonly GraphOutput[];
  /** shapes of its outputs, where TensorFlow cannot infer them */
  readonly shapes?: readonly (readonly number[])[];
}

export class Graph {
  readonly #engine: TensorFlowEngine;
  readonly #native: GraphNative;
  readonly #status: Status;
  readonly #hash = createHash("sha256");
  /** each node's number by its address, for the fingerprint */
  readonly #numbers = new Map<bigint, number>();
  #pointer: Pointer;
  #count = 0;

  constructor(engine: TensorFlowEngine, native: GraphNative) {
    this.#engine = engine;
    this.#native = native;
    this.#status = new Status(engine.native);
    this.#pointer = native.TF_NewGraph();
  }

  get pointer(): Pointer {
    return this.#pointer;
  }

  /** nodes so far */
  get size(): number {
    return this.#count;
  }

  /** Adds an input of the function that will be made of the graph. */
  placeholder(dtype: number, shape: readonly number[]): GraphOutput {
    return this.add("Placeholder", {
      attributes: [...attributesOf({ dtype }), { name: "shape", type: ATTRIBUTE.shape, value: shape }],
      inputs: [],
    })[0];
  }

  /** Adds a node with a tensor's values. */
  constant(tensor: EagerTensor): GraphOutput {
    return tensor.resolve((values) => {
      const node = this.#begin("Const");
      this.#native.setTensor(node, cName("value"), values, this.#status.pointer);
      this.#status.check("Const");
      this.#native.setType(node, cName("dtype"), tensor.dtype);
      this.#hash.update(exactText(["Const", tensor.dtype, tensor.shape, tensor.read()]));
      return this.#finish(node, "Const", { inputs: [] })[0];
    });
  }

  /**
   * Adds a node.
   *
   * @returns its outputs
   * @throws TensorFlowError if TensorFlow refuses the op with these inputs
   */
  add(op: string, o: NodeEnds & { readonly attributes: readonly Attribute[] }): GraphOutput[] {
    const lists = listInputs(this.#engine, op, o.attributes);
    const node = this.#begin(op);
    let next = 0;
    for (const length of lists?.lengths ?? o.inputs.map(() => undefined)) {
      if (length === undefined) {
        const input = o.inputs[next++];
        if (input !== undefined) this.#native.TF_AddInput(node, packOutputs([input]));
      } else {
        const list = o.inputs.slice(next, next += length);
        this.#native.TF_AddInputList(node, packOutputs(list), list.length);
      }
    }
    const target = {
      pointer: node,
      functions: this.#native,
      shapesTakeStatus: false,
      status: this.#status,
      native: this.#engine.native,
    };
    for (const attribute of o.attributes) {
      // TensorFlow takes a list's length and types from the list itself.
      if (!lists?.names.has(attribute.name)) writeAttribute(target, op, attribute);
    }
    this.#hash.update(exactText([op, o.attributes, o.shapes, this.#refer(o.inputs)]));
    return this.#finish(node, op, o);
  }

  /** A hash that is equal for graphs with the same nodes in the same order and the same inputs and outputs. */
  fingerprint(inputs: readonly GraphOutput[], outputs: readonly GraphOutput[]): string {
    const ends = exactText([this.#refer(inputs), this.#refer(outputs)]);
    return this.#hash.copy().update(ends).digest("hex").slice(0, 32);
  }

  #refer(outputs: readonly GraphOutput[]): string[] {
    return outputs.map(({ operation, index }) =>
      `${this.#numbers.get(Deno.UnsafePointer.value(operation))}:${index}`
    );
  }

  #begin(op: string): Pointer {
    return this.#native.TF_NewOperation(
      this.#pointer,
      cName(op),
      new TextEncoder().encode(`${op}_${this.#count++}\0`),
    );
  }

  #finish(node: Pointer, op: string, { inputs, shapes }: NodeEnds): GraphOutput[] {
    const operation = this.#native.TF_FinishOperation(node, this.#status.pointer);
    this.#status.check(op, inputs.map(({ dtype, shape }) => ({ dtype, shape: shape ?? [] })));
    this.#numbers.set(Deno.UnsafePointer.value(operation), this.#numbers.size);
    const outputs = this.#native.TF_OperationNumOutputs(operation);
    shapes?.forEach((shape, index) => {
      const packed = packOutputs([{ operation: operation!, index }]);
      this.#native.TF_GraphSetTensorShape(
        this.#pointer,
        packed,
        cDims(shape),
        shape.length,
        this.#status.pointer,
      );
      this.#status.check(`set the shape of a result of ${op}`);
    });
    return Array.from({ length: outputs }, (_, index) => this.#describe(operation!, index));
  }

  #describe(operation: Deno.PointerObject, index: number): GraphOutput {
    const packed = packOutputs([{ operation, index }]);
    const dtype = this.#native.TF_OperationOutputType(packed);
    const rank = this.#native.TF_GraphGetTensorNumDims(this.#pointer, packed, this.#status.pointer);
    this.#status.check("read a node's rank");
    if (rank < 0) return { operation, index, dtype, shape: null };
    const dims = cDims(new Array(rank).fill(0));
    if (rank > 0) {
      this.#native.TF_GraphGetTensorShape(this.#pointer, packed, dims, rank, this.#status.pointer);
      this.#status.check("read a node's shape");
    }
    return { operation, index, dtype, shape: Array.from(dims, Number) };
  }

  [Symbol.dispose](): void {
    if (this.#pointer === null) return;
    this.#native.TF_DeleteGraph(this.#pointer);
    this.#status[Symbol.dispose]();
    this.#pointer = null;
  }
}

/** JSON that also keeps apart NaN, infinities, -0, bigints and the bytes of typed arrays. */
function exactText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (ArrayBuffer.isView(part)) {
      return { bytes: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("base64") };
    }
    const isPlain = typeof part !== "bigint" &&
      !(typeof part === "number" && (!part || !Number.isFinite(part)));
    return isPlain ? part : { [typeof part]: Object.is(part, -0) ? "-0" : String(part) };
  });
}

/** `TF_Output`s as C reads them: 16 bytes each, a pointer and an int. */
export function packOutputs(
  outputs: readonly Pick<GraphOutput, "operation" | "index">[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 * Math.max(outputs.length, 1));
  const view = new DataView(bytes.buffer);
  outputs.forEach(({ operation, index }, i) => {
    view.setBigUint64(16 * i, BigInt(Deno.UnsafePointer.value(operation)), true);
    view.setInt32(16 * i + 8, index, true);
  });
  return bytes;
}

/**
 * Which of an op's inputs are lists of tensors.
 *
 * @returns `lengths`: for each input the length of its list, or undefined for a single tensor; `names`: the attributes
 *   that TensorFlow takes from the lists. Undefined for an op without lists.
 */
function listInputs(engine: TensorFlowEngine, op: string, attributes: readonly Attribute[]) {
  const inputs = engine.context.ops.inputsOf(op);
  if (inputs === undefined || !inputs.some((input) => input.listAttribute !== undefined)) return undefined;
  const names = new Set(inputs.flatMap((input) => input.listAttribute ?? []));
  const lengths = inputs.map(({ name, listAttribute }) => {
    if (listAttribute === undefined) return undefined;
    const value = attributeValue(attributes, listAttribute);
    const length = Array.isArray(value) ? value.length : Number(value);
    if (!Number.isInteger(length)) {
      throw new TypeError(`${op}: the list "${name}" needs the attribute ${listAttribute}, found ${value}`);
    }
    return length;
  });
  return { lengths, names };
}
